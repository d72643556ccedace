using Microsoft.Extensions.AI;

namespace Moltbot.Models.Wire;

/// <summary>Reasons to stop that only one provider knows.</summary>
internal static class FinishReasons
{
    /// <summary>The provider's own word; a blank one means nothing special.</summary>
    public static ChatFinishReason Other(string reason) =>
        string.IsNullOrWhiteSpace(reason) ? ChatFinishReason.Stop : new ChatFinishReason(reason);
}
