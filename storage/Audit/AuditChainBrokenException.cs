namespace Moltbot.Storage.Audit;

/// <summary>
/// The chain's head is not what this program wrote, so nothing is appended to it: a record behind a forged head would
/// make the forgery look genuine. <c>moltbot audit verify</c> says what is wrong.
/// </summary>
public sealed class AuditChainBrokenException(string message) : Exception(message);
