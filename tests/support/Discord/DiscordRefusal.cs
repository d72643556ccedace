using Moltbot.TestSupport.Platforms;

namespace Moltbot.TestSupport.Discord;

/// <summary>A call that Discord refuses, in its words.</summary>
internal sealed class DiscordRefusal(int status, int code, string problem) : Exception(problem)
{
    public SimulatedAnswer Answer => DiscordAnswers.Failure(status, code, Message);
}
