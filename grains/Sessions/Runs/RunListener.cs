using System.Text;
using Moltbot.Grains.Agents;
using Moltbot.Policy.Replies;

namespace Moltbot.Grains.Sessions.Runs;

/// <summary>Turns what an agent does into the events of its run.</summary>
/// <param name="events">Where they are told.</param>
/// <param name="run">The run.</param>
/// <param name="verbose">The session's verbose level: tools are told of when it is on, what they answer when it is full (protocol §3).</param>
/// <param name="showsThoughts">Whether what the model thinks is shown.</param>
internal sealed class RunListener(RunEvents events, ActiveRun run, string verbose = "off", bool showsThoughts = false) : IAgentListener
{
    /// <summary>Most characters of thoughts that are shown. Arbitrary: some messages of a chat.</summary>
    private const int MaxThoughts = 8_000;

    public async Task Wrote(StringBuilder text)
    {
        await events.Wrote(text);
        if (run.StopReason is not null || SilentReplies.MayBecomeSilent(text))
        {
            return;
        }

        await run.Typing.Wrote();
        if (run.Blocks is { HasEnded: false } blocks && text.ToString() is var written && !ReasoningTags.MayHave(written))
        {
            await blocks.Wrote(written);
        }
    }

    public Task Thought(string text)
    {
        if (showsThoughts && run.Thoughts.Length < MaxThoughts)
        {
            run.Thoughts.Append(text.AsSpan(0, Math.Min(text.Length, MaxThoughts - run.Thoughts.Length)));
        }

        return run.Typing.Thought();
    }

    public void Restarted()
    {
        events.Restart();
        run.Thoughts.Clear();
        run.Blocks?.Restart();
    }

    public Task ToolStarted(string callId, string name, string argumentsJson) =>
        verbose is "on" or "full" ? events.Tool("start", callId, name, argumentsJson, false) : Task.CompletedTask;

    public Task ToolEnded(string callId, string name, string result, bool isError) => verbose switch
    {
        "full" => events.Tool("result", callId, name, result, isError),
        "on" => events.Tool("result", callId, name, null, isError),
        _ => Task.CompletedTask,
    };
}
