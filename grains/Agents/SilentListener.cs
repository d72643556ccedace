using System.Text;

namespace Moltbot.Grains.Agents;

/// <summary>Hears of what nobody is told.</summary>
internal sealed class SilentListener : IAgentListener
{
    public Task Wrote(StringBuilder text) => Task.CompletedTask;

    public Task Thought(string text) => Task.CompletedTask;

    public void Restarted()
    {
    }

    public Task ToolStarted(string callId, string name, string argumentsJson) => Task.CompletedTask;

    public Task ToolEnded(string callId, string name, string result, bool isError) => Task.CompletedTask;
}
