import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import "./browser/theme";
import "./styles/all.css";

createRoot(document.getElementById("root")!).render(<App />);
