using System.Text;
using Moltbot.Cli.Connection;
using Moltbot.Policy.Configuration;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Channels;
using Moltbot.Protocol.Methods.Config;
using Moltbot.Protocol.Methods.Models;
using Moltbot.Protocol.Methods.Pairing;

namespace Moltbot.Cli.Doctor;

/// <summary>Gathers what the checks look at: from this machine, and from the gateway when it answers.</summary>
internal static class Intake
{
    private const int ProbeTimeoutMs = 5000;

    /// <param name="call">The run.</param>
    /// <param name="asksPlatforms">Whether the channels' platforms are asked too; that takes seconds.</param>
    public static async Task<Patient> MeetAsync(Invocation call, bool asksPlatforms)
    {
        var target = call.Target();
        call.Printer.Hide(target.Credential?.Token);
        call.Printer.Hide(target.Credential?.Password);
        var (local, includes) = call.Configuration.LoadWithIncludes();
        var patient = new Patient
        {
            State = call.State,
            Configuration = local,
            LocalConfigurationPath = local.Path,
            Includes = includes,
            Environment = call.Host.Environment,
            Credential = target.Credential,
            GatewayUrl = GatewayUrl.Show(target.Url),
            IsLocalGateway = target.IsLocal,
            Start = GatewayLocator.StartOf(target.Url, call.State),
        };
        try
        {
            await using var gateway = await call.ConnectAsync();
            patient = patient with { Configuration = await ConfigurationOfAsync(call, gateway, local), GatewayVersion = gateway.Hello.Server.Version };
            patient = patient with { Approved = await ApprovedAsync(call, gateway) };
            return asksPlatforms ? await WithPlatformsAsync(call, gateway, patient) : patient;
        }
        catch (CliException failure)
        {
            // What was left by one that runs no more tells nothing.
            return patient with { GatewayFailure = failure, Start = failure.NobodyThere ? null : patient.Start };
        }
    }

    private static async Task<Patient> WithPlatformsAsync(Invocation call, GatewayClient gateway, Patient patient)
    {
        var channels = await call.AskAsync(gateway, ChannelsMethods.Status, new ChannelsStatusParams { Probe = true, TimeoutMs = ProbeTimeoutMs });
        var models = await call.AskAsync(gateway, ModelsMethods.List, NoParams.Value);
        return patient with { Channels = channels.Value, Models = [.. models.Value.Models.Select(static model => $"{model.Provider}/{model.Id}")] };
    }

    /// <summary>Who was let in by a code; null when this device may not ask.</summary>
    private static async Task<IReadOnlyDictionary<(string, string), IReadOnlyList<string>>?> ApprovedAsync(Invocation call, GatewayClient gateway)
    {
        try
        {
            var list = await call.AskAsync(gateway, PairingMethods.List, new PairingListParams());
            return list.Value.Accounts.ToDictionary(static place => (place.Channel, place.AccountId), static place => place.Approved);
        }
        catch (CliException refused) when (!refused.NobodyThere)
        {
            return null;
        }
    }

    /// <summary>
    /// The configuration that the gateway which answered goes by: this machine's file when it reads that one, else what it tells of
    /// its own, with secrets masked.
    /// </summary>
    private static async Task<ConfigSnapshot> ConfigurationOfAsync(Invocation call, GatewayClient gateway, ConfigSnapshot local)
    {
        var told = (await call.AskAsync(gateway, ConfigMethods.Get, NoParams.Value)).Value;
        return told.Path == local.Path
            ? local
            : ConfigLoader.Load(new ConfigSource(told.Path, told.Exists ? Encoding.UTF8.GetString(told.Parsed.Utf8.Span) : null), new ConfigLoadOptions());
    }
}
