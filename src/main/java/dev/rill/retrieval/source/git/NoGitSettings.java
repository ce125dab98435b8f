package dev.rill.retrieval.source.git;

import java.io.File;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * The surroundings of this process without the Git settings of its user and its machine, which could name programs to
 * run and servers to ask instead. Any thread.
 */
final class NoGitSettings extends SystemReader.Delegate {

    NoGitSettings(SystemReader surroundings) {
        super(surroundings);
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS files) {
        return empty(parent, files);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS files) {
        return empty(parent, files);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS files) {
        return empty(parent, files);
    }

    private static FileBasedConfig empty(Config parent, FS files) {
        return new FileBasedConfig(parent, new File("none"), files) {
            @Override
            public void load() {
                // nothing
            }

            @Override
            public void save() {
                // nowhere
            }

            @Override
            public boolean isOutdated() {
                return false;
            }
        };
    }
}
