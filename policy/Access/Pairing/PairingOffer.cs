namespace Moltbot.Policy.Access.Pairing;

/// <summary>What a stranger's message led to.</summary>
/// <param name="Book">The book to keep.</param>
/// <param name="Code">Their code; null when none can be given now.</param>
/// <param name="IsNew">Whether the code was made now, and so is to be sent. A known stranger gets no second reply.</param>
public sealed record PairingOffer(PairingBook Book, string? Code, bool IsNew);
