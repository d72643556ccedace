using Moltbot.Cli.Commands;
using Moltbot.Policy.SecurityAudit;
using Moltbot.Protocol.Methods.Channels;

namespace Moltbot.Cli.Doctor.Checks;

/// <summary>How the channels are doing, as the gateway sees them.</summary>
internal static class ChannelStateCheck
{
    public static IEnumerable<AuditFinding> Run(Patient patient)
    {
        foreach (var (channel, accounts) in patient.Channels?.ChannelAccounts ?? new Dictionary<string, IReadOnlyList<ChannelAccountSnapshot>>(StringComparer.Ordinal))
        {
            foreach (var account in accounts.Where(static account => account.Enabled is not false))
            {
                var id = $"channels.{channel}.state";
                var name = $"{channel} ({account.AccountId})";
                if (account.Outbox is { Unknown: > 0 } outbox)
                {
                    yield return AuditFinding.Warn(
                        $"channels.{channel}.outbox", "Messages of unknown fate",
                        $"{name}: nobody knows whether {outbox.Unknown} sent messages arrived",
                        "they are not sent again; moltbot channels status shows the account");
                }

                yield return account switch
                {
                    { Configured: false } => AuditFinding.Warn(id, "A channel is not configured", $"{name} is not configured", $"see channels.{channel} of the configuration"),
                    _ when ProbeOutcome.Of(account.Probe) is { } problem => Failed(id, name, ProbeOutcome.KindOf(account.Probe), problem),
                    { LastError: { } error, Connected: not true } => AuditFinding.Critical(id, "A channel does not work", $"{name}: {error}", "moltbot logs says more"),
                    { Running: false } => AuditFinding.Warn(id, "A channel does not run", $"{name} does not run", "moltbot logs says why"),
                    _ => AuditFinding.Ok(id, $"{name} is {ChannelsCommand.StateOf(account)}"),
                };
            }
        }
    }

    // A credential is called refused only where the platform said so: who replaces a good one gains nothing.
    private static AuditFinding Failed(string id, string name, string? kind, string problem) => kind switch
    {
        ProbeFailures.Refused => AuditFinding.Critical(
            id, "A credential is refused", $"{name}: the platform refuses the credential: {problem}", "set a working one; moltbot channels status --probe"),
        ProbeFailures.Unreachable => AuditFinding.Critical(
            id, "A platform is not reached", $"{name}: the platform is not reached, so nothing is known of the credential: {problem}",
            "look at the network, a proxy and the account's apiRoot; moltbot channels status --probe"),
        ProbeFailures.Unusable => AuditFinding.Critical(
            id, "An account cannot run", $"{name} cannot run as it is configured: {problem}", "correct it; moltbot channels status --probe"),
        _ => AuditFinding.Critical(
            id, "A platform answers unexpectedly", $"{name}: what the platform answers says nothing of the credential: {problem}",
            "is the account's apiRoot right? else wait: moltbot channels status --probe"),
    };
}
