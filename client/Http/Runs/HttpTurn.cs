using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.Gateway.Http.Runs;

/// <summary>What an HTTP request asks of an agent.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="SessionKey">The session as the client names it, or as made for it.</param>
/// <param name="Model">The model's name as sent; only repeated in the answer.</param>
/// <param name="Message">The prompt.</param>
/// <param name="SystemPrompt">Added to the system prompt; null for nothing.</param>
/// <param name="Images">Images with it.</param>
/// <param name="Stream">Whether the answer is streamed.</param>
internal sealed record HttpTurn(
    string AgentId,
    string SessionKey,
    string Model,
    string Message,
    string? SystemPrompt,
    IReadOnlyList<TurnAttachment> Images,
    bool Stream);
