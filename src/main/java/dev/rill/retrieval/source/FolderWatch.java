package dev.rill.retrieval.source;

import dev.rill.retrieval.document.format.DocumentType;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Is told by the operating system when something changes in the folders of the last walk. It does not know of changes
 * that another machine makes in a shared folder, nor of more folders than it may watch, so that it only ever brings the
 * next look forward. One thread walks; whoever opened it closes it.
 */
public final class FolderWatch implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(FolderWatch.class.getName());
    /** The system has a limit for all programs of a user, 8,192 on small machines. */
    private static final int MOST_FOLDERS = 4096;
    /** Of a file system whose every change this machine makes itself. */
    private static final Set<String> LOCAL =
            Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "tmpfs", "overlay");

    private final WatchService service;
    private final Runnable changed;
    private final Map<Path, WatchKey> keys = new ConcurrentHashMap<>();
    private final Set<Path> walked = new HashSet<>();
    private final Set<Path> shared = new HashSet<>();
    private volatile boolean rightsChanged;
    private boolean room;
    private boolean all;
    private boolean told;

    private FolderWatch(WatchService service, Runnable changed) {
        this.service = service;
        this.changed = changed;
    }

    /**
     * Watches nothing yet. Where the platform has no such events, it never will.
     *
     * @param changed called by a thread of its own, soon after each change that may concern a document
     */
    public static FolderWatch open(Runnable changed) {
        // elsewhere the JDK looks into all folders itself, every few seconds
        boolean events = System.getProperty("os.name").toLowerCase(Locale.ROOT).matches(".*(linux|windows).*");
        try {
            FolderWatch watch = new FolderWatch(events ? FileSystems.getDefault().newWatchService() : null, changed);
            if (events) {
                Thread.ofVirtual().name("rill-watch").start(watch::run);
            }
            return watch;
        } catch (IOException | UnsupportedOperationException e) {
            LOGGER.log(System.Logger.Level.INFO, "Changes of documents are looked for and not told: {0}", e.toString());
            return new FolderWatch(null, changed);
        }
    }

    /** A walk of all folders begins. */
    public void begin() {
        walked.clear();
        rightsChanged = false;
        room = service != null;
        all = room;
    }

    /** Whether somebody may have lost or got a right since the last walk began. Any thread. */
    public boolean rightsChanged() {
        return rightsChanged;
    }

    /** To be called before a folder is listed, so that nothing is missed between the two. */
    void folder(Path real) {
        walked.add(real);
        if (room && !(keys.containsKey(real) && keys.get(real).isValid())) {
            watch(real);
        }
        all &= keys.containsKey(real) && !shared.contains(real);
    }

    private void watch(Path real) {
        try {
            if (keys.size() >= MOST_FOLDERS) {
                throw new IOException("more than " + MOST_FOLDERS + " folders");
            }
            if (!LOCAL.contains(Files.getFileStore(real).type())) {
                shared.add(real);
            }
            keys.put(real, real.register(service, StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_DELETE, StandardWatchEventKinds.ENTRY_MODIFY));
        } catch (IOException | ClosedWatchServiceException e) {
            room = false;
            if (!told) {
                told = true;
                LOGGER.log(System.Logger.Level.INFO, "Not every folder of documents can be watched; changes there are "
                        + "found by looking: {0}", e.getMessage());
            }
        }
    }

    /** The walk has ended. @return whether each later change will be told */
    public boolean end() {
        Set<WatchKey> ended = new HashSet<>();
        keys.forEach((folder, key) -> {
            if (!walked.contains(folder)) {
                keys.remove(folder);
                shared.remove(folder);
                ended.add(key);
                key.cancel();
            }
        });
        // a folder that was renamed has the key that it had under its old name
        return all & !keys.values().removeAll(ended);
    }

    private void run() {
        try {
            while (true) {
                WatchKey key = service.take();
                boolean concerns = false;
                for (WatchEvent<?> event : key.pollEvents()) {
                    // without a name: more than the system could keep
                    concerns |= !(event.context() instanceof Path name)
                            || concerns(((Path) key.watchable()).resolve(name));
                    rightsChanged |= event.context() instanceof Path name && rights(name.toString());
                }
                boolean gone = !key.reset();
                if (concerns || gone) {
                    changed.run();
                }
            }
        } catch (ClosedWatchServiceException e) {
            // closed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not the files of a database that lies in the folder too, say, which change all the time. */
    boolean concerns(Path place) {
        String name = place.getFileName().toString();
        return name.startsWith("..") || rights(name) || !name.startsWith(".") && (DocumentType.of(name).isPresent()
                || keys.containsKey(place) || Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)
                || Files.isSymbolicLink(place));
    }

    private static boolean rights(String name) {
        return name.equals(RightsFile.NAME) || name.equals(RightsFile.MISNAMED);
    }

    @Override
    public void close() {
        if (service != null) {
            try {
                service.close();
            } catch (IOException e) {
                LOGGER.log(System.Logger.Level.DEBUG, "The watch could not be closed", e);
            }
        }
    }
}
