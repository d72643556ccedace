using System.Text;
using Moltbot.Grains.Agents;

namespace Moltbot.Grains.Sessions.Runs;

/// <summary>Turns what an agent does into the events of its run.</summary>
internal sealed class RunListener(RunEvents events, ActiveRun run) : IAgentListener
{
    public async Task Wrote(StringBuilder text)
    {
        await events.Wrote(text);
        if (run is { StopReason: null, Blocks: { } blocks } && text.ToString() is var written && !SilentReplies.MayBecomeSilent(written))
        {
            await blocks.Wrote(written);
        }
    }

    public void Restarted()
    {
        events.Restart();
        run.Blocks?.Restart();
    }

    public Task ToolStarted(string callId, string name, string argumentsJson) => events.Tool("start", callId, name, argumentsJson, false);

    public Task ToolEnded(string callId, string name, string result, bool isError) => events.Tool("result", callId, name, result, isError);
}
