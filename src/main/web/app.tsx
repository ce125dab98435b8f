import { createRoot } from "react-dom/client";
import { App } from "./components/App";
import "./state/theme";
import "./styles/all.css";

createRoot(document.getElementById("root")!).render(<App />);
