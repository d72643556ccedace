using Moltbot.Grains.Agents;

namespace Moltbot.Grains.Sessions.Runs;

/// <summary>Turns what an agent does into the events of its run.</summary>
internal sealed class RunListener(RunEvents events) : IAgentListener
{
    public Task Wrote(string text) => events.Wrote(text);

    public void Restarted() => events.Restart();

    public Task ToolStarted(string callId, string name, string argumentsJson) => events.Tool("start", callId, name, argumentsJson, false);

    public Task ToolEnded(string callId, string name, string result, bool isError) => events.Tool("result", callId, name, result, isError);
}
