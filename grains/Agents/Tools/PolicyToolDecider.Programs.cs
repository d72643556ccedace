using Moltbot.GrainInterfaces.Policy;

namespace Moltbot.Grains.Agents.Tools;

/// <content>
/// <c>process</c>: what is written to a program, a shell perhaps, is a command like another.
/// </content>
internal sealed partial class PolicyToolDecider
{
    private async ValueTask<ToolVerdict> DecideProcess(ToolContext context, ToolCall call, ToolPlace place) =>
        call.Text("action") == "write" && call.Text("data") is { } data
            ? await exec.DecideInput(context, data, place)
            : new ToolVerdict(ToolDecision.Run) { Place = place };

    private static string Refusal(string tool, ToolPermission? refused)
    {
        string layer = refused?.RefusedBy is { } by ? $" ({by})" : "";
        return refused is null || refused.Tool == tool
            ? $"the tool policy does not allow it here{layer}"
            : $"the tool policy does not allow {refused.Tool} here{layer}, and {tool} goes with it";
    }
}
