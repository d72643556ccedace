namespace Moltbot.Policy.Access.Allowlists;

/// <summary>Who sent an iMessage, and in which chat.</summary>
/// <param name="Handle">The number or e-mail address.</param>
/// <param name="ChatId">The chat's row number.</param>
/// <param name="ChatGuid">The chat's GUID.</param>
/// <param name="ChatIdentifier">The chat's identifier.</param>
public sealed record IMessageSender(string? Handle, long? ChatId = null, string? ChatGuid = null, string? ChatIdentifier = null);
