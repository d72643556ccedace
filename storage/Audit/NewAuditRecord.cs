namespace Moltbot.Storage.Audit;

/// <summary>What is to be recorded.</summary>
/// <param name="Id">Deterministic id, so that a hand-off repeated is recorded once.</param>
/// <param name="Timestamp">When it happened, kept to the millisecond.</param>
/// <param name="Actor">Who: a principal, a device, a grain.</param>
/// <param name="Action">What, as <c>noun.verb</c>.</param>
/// <param name="Target">On what.</param>
/// <param name="Details">A JSON object; stored in canonical form. No secrets and no message text.</param>
public sealed record NewAuditRecord(string Id, DateTimeOffset Timestamp, string Actor, string Action, string Target, string Details);
