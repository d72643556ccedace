using Moltbot.TestSupport.Platforms;

namespace Moltbot.TestSupport.Telegram;

/// <summary>A call that Telegram refuses, in its words.</summary>
internal sealed class BadRequest(string problem, int code = 400) : Exception(problem)
{
    public SimulatedAnswer Answer => SimulatedAnswer.Error(code, (code == 403 ? "Forbidden: " : "Bad Request: ") + Message);
}
