using System.Text.Json;
using Moltbot.GrainInterfaces.Policy;

namespace Moltbot.Grains.Agents.Tools;

/// <content>
/// <c>process</c>: what is written to a program, a shell perhaps, is a command like another.
/// </content>
internal sealed partial class PolicyToolDecider
{
    private async ValueTask<ToolVerdict> DecideProcess(ToolContext context, ToolCall call, ToolPlace place)
    {
        if (RunnerTool.Missing(RunnerTool.Programs, place, context.Exec.SessionHost) is { } missing)
        {
            return ToolVerdict.Refuse(missing);
        }

        return TextOf(call, "action") == "write" && TextOf(call, "data") is { } data
            ? await exec.DecideInput(context, data, place)
            : new ToolVerdict(ToolDecision.Run) { Place = place };
    }

    private static string Refusal(string tool, ToolPermission? refused)
    {
        string layer = refused?.RefusedBy is { } by ? $" ({by})" : "";
        return refused is null || refused.Tool == tool
            ? $"the tool policy does not allow it here{layer}"
            : $"the tool policy does not allow {refused.Tool} here{layer}, and {tool} goes with it";
    }

    /// <summary>A text among the arguments; null where there is none.</summary>
    private static string? TextOf(ToolCall call, string name)
    {
        using JsonDocument arguments = JsonDocument.Parse(call.ArgumentsJson);
        try
        {
            return arguments.RootElement.ValueKind == JsonValueKind.Object && arguments.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
                && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text)
                ? text
                : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a character: no program can be told that, and the runner says so.
            return null;
        }
    }
}
