namespace Moltbot.Policy.Access.Pairing;

/// <summary>What an attempt to approve a code led to.</summary>
/// <param name="Book">The book to keep.</param>
/// <param name="Request">The approved stranger; null when the code is not pending.</param>
/// <param name="IsLocked">Whether the attempt was not looked at, because too many before it failed.</param>
public sealed record PairingApproval(PairingBook Book, PairingRequest? Request, bool IsLocked);
