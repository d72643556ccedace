using System.Text;

namespace Moltbot.Grains.Agents;

/// <summary>Hears what an agent does while it does it.</summary>
internal interface IAgentListener
{
    /// <summary>It wrote on.</summary>
    /// <param name="text">All it wrote so far; it grows with the next call.</param>
    Task Wrote(StringBuilder text);

    /// <summary>It thinks, as far as its provider tells.</summary>
    /// <param name="text">What it thought since it was last told; may be empty.</param>
    Task Thought(string text);

    /// <summary>What it wrote does not count: another model starts again.</summary>
    void Restarted();

    /// <summary>A tool call begins.</summary>
    Task ToolStarted(string callId, string name, string argumentsJson);

    /// <summary>A tool call ended.</summary>
    Task ToolEnded(string callId, string name, string result, bool isError);
}
