using System.Globalization;
using System.Text;

namespace Moltbot.Gateway.Methods.Nodes;

/// <summary>The line by which a session learns what became of a command on a node.</summary>
internal static class NodeExecLine
{
    public static string Of(string kind, string nodeId, NodeEventFields fields, int maxChars)
    {
        string run = fields.Text("runId") is { } id ? $" id={id}" : "";
        var line = new StringBuilder();
        switch (kind)
        {
            case "exec.started":
                line.Append(CultureInfo.InvariantCulture, $"Exec started (node={nodeId}{run})");
                Append(line, fields.Text("command"));
                break;
            case "exec.finished":
                string how = fields.IsTrue("timedOut")
                    ? "timeout"
                    : "code " + (fields.Number("exitCode")?.ToString(CultureInfo.InvariantCulture) ?? "?");
                line.Append(CultureInfo.InvariantCulture, $"Exec finished (node={nodeId}{run}, {how})");
                Append(line, fields.Text("output"));
                break;
            default:
                string why = fields.Text("reason") is { } reason ? ", " + reason : "";
                line.Append(CultureInfo.InvariantCulture, $"Exec denied (node={nodeId}{run}{why})");
                Append(line, fields.Text("command"));
                break;
        }

        return line.Length <= maxChars ? line.ToString() : line.ToString(0, maxChars) + "…";
    }

    private static void Append(StringBuilder line, string? text)
    {
        if (text is not null)
        {
            line.Append(": ").Append(text);
        }
    }
}
