namespace Moltbot.Policy.Delivery;

/// <summary>A chat, as far as it matters who reads what is sent there.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Account">The channel account; empty where any is meant.</param>
/// <param name="ChatId">The chat.</param>
/// <param name="ThreadId">The topic of the chat; null for none.</param>
public sealed record ChatAddress(string Channel, string Account, string ChatId, string? ThreadId = null)
{
    /// <summary>The chat and its topic, as a person would name them.</summary>
    public override string ToString() => ThreadId is null ? ChatId : $"{ChatId}:topic:{ThreadId}";
}
