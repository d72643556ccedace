using Moltbot.Cli.Commands;
using Moltbot.Policy.SecurityAudit;

namespace Moltbot.Cli.Doctor.Checks;

/// <summary>How the channels are doing, as the gateway sees them.</summary>
internal static class ChannelStateCheck
{
    public static IEnumerable<AuditFinding> Run(Patient patient)
    {
        foreach (var (channel, accounts) in patient.Channels?.ChannelAccounts ?? new Dictionary<string, IReadOnlyList<Protocol.Methods.Channels.ChannelAccountSnapshot>>(StringComparer.Ordinal))
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

                var refused = ProbeOutcome.Of(account.Probe);
                yield return account switch
                {
                    { Configured: false } => AuditFinding.Warn(id, "A channel is not configured", $"{name} is not configured", $"see channels.{channel} of the configuration"),
                    _ when refused is not null => AuditFinding.Critical(id, "A credential is refused", $"{name}: the platform refuses the credential: {refused}", "set a working one; moltbot channels status --probe"),
                    { LastError: { } error, Connected: not true } => AuditFinding.Critical(id, "A channel does not work", $"{name}: {error}", "moltbot logs says more"),
                    { Running: false } => AuditFinding.Warn(id, "A channel does not run", $"{name} does not run", "moltbot logs says why"),
                    _ => AuditFinding.Ok(id, $"{name} is {ChannelsCommand.StateOf(account)}"),
                };
            }
        }
    }
}
