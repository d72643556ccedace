using Moltbot.Cli.Commands;

namespace Moltbot.Cli.Doctor.Checks;

/// <summary>How the channels are doing, as the gateway sees them.</summary>
internal static class ChannelStateCheck
{
    public static IEnumerable<Finding> Run(Patient patient)
    {
        foreach (var (channel, accounts) in patient.Channels?.ChannelAccounts ?? new Dictionary<string, IReadOnlyList<Protocol.Methods.Channels.ChannelAccountSnapshot>>(StringComparer.Ordinal))
        {
            foreach (var account in accounts.Where(static account => account.Enabled is not false))
            {
                var id = $"channels.{channel}.state";
                var name = $"{channel} ({account.AccountId})";
                var probeFailed = account.Probe.IsPresent && account.Probe.ToElement() is { ValueKind: System.Text.Json.JsonValueKind.Object } probe
                    && probe.TryGetProperty("ok", out var ok) && ok.ValueKind is System.Text.Json.JsonValueKind.False;
                yield return account switch
                {
                    { Configured: false } => Finding.Warn(id, $"{name} is not configured", $"see channels.{channel} of the configuration"),
                    _ when probeFailed => Finding.Critical(id, $"{name}: the platform refuses the credential{(account.LastError is { } why ? $": {why}" : string.Empty)}", "set a working one; moltbot channels status --probe"),
                    { LastError: { } error, Connected: not true } => Finding.Critical(id, $"{name}: {error}", "moltbot logs says more"),
                    { Running: false } => Finding.Warn(id, $"{name} does not run", "moltbot logs says why"),
                    _ => Finding.Ok(id, $"{name} is {ChannelsCommand.StateOf(account)}"),
                };
            }
        }
    }
}
