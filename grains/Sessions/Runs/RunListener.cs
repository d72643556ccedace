using System.Text;
using Moltbot.Grains.Agents;

namespace Moltbot.Grains.Sessions.Runs;

/// <summary>Turns what an agent does into the events of its run.</summary>
internal sealed class RunListener(RunEvents events, ActiveRun run) : IAgentListener
{
    public async Task Wrote(StringBuilder text)
    {
        await events.Wrote(text);
        if (run.StopReason is not null || SilentReplies.MayBecomeSilent(text))
        {
            return;
        }

        await run.Typing.Wrote();
        if (run.Blocks is { HasEnded: false } blocks)
        {
            await blocks.Wrote(text.ToString());
        }
    }

    public Task Thought() => run.Typing.Thought();

    public void Restarted()
    {
        events.Restart();
        run.Blocks?.Restart();
    }

    public Task ToolStarted(string callId, string name, string argumentsJson) => events.Tool("start", callId, name, argumentsJson, false);

    public Task ToolEnded(string callId, string name, string result, bool isError) => events.Tool("result", callId, name, result, isError);
}
