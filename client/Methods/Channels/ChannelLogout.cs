using System.Text.Json.Nodes;
using Moltbot.Gateway.Channels;
using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Policy.Configuration;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Channels;

namespace Moltbot.Gateway.Methods.Channels;

/// <summary>
/// Logs an account out: its credential leaves the document, no gateway may run it until it is configured again (also when a
/// credential is left elsewhere), and the platform is told to post nothing more.
/// </summary>
internal sealed class ChannelLogout(ITenantViews views, TimeProvider time)
{
    /// <summary>How long the platform may take. Arbitrary: the account is out already.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(10);

    public async Task<ChannelsLogoutResult> Leave(MethodCall call, IChannelPlatform platform, string account)
    {
        ConfigDocument document = await views.Configuration(call.Tenant);
        ChannelAccountFacts facts = platform.Describe(call.Tenant, document.Channels, account);
        bool cleared = await Clear(call, document, platform.Id, account, facts.CredentialKey);

        // After the document: a change of the account's section is what lets it in again.
        await call.Grain<IChannelAccountGrain>(GrainKey.ForAccount(call.Tenant, platform.Id, account)).Logout();
        await SayGoodbye(call, platform, document, account);
        return new ChannelsLogoutResult
        {
            Channel = platform.Id, AccountId = account, Cleared = cleared, EnvToken = facts.HasEnvironmentToken, LoggedOut = true,
        };
    }

    /// <summary>Takes the credential out of the document; false when it holds none of this account's own.</summary>
    private static async Task<bool> Clear(MethodCall call, ConfigDocument document, string channel, string account, string key)
    {
        if (Removal(document.Channels.Channel(channel), account, key) is not { } section)
        {
            return false;
        }

        ITenantGrain tenant = call.Grain<ITenantGrain>();
        ConfigurationView view = await tenant.Show();
        ConfigurationWriteResult result = await tenant.Write(new ConfigurationWrite
        {
            Raw = new JsonObject { ["channels"] = new JsonObject { [channel] = section } }.ToJsonString(),
            IsPatch = true,
            BaseHash = view.Exists ? view.Hash : null,
            Method = MethodNames.ChannelsLogout,
        });
        return result.Error is null;
    }

    /// <summary>The merge patch of the channel's section; null when there is nothing to remove.</summary>
    private static JsonObject? Removal(ConfigSection channel, string account, string key)
    {
        var patch = new JsonObject();
        if (account == ConfigIds.DefaultAccount && channel.Has(key))
        {
            patch[key] = null;
        }

        foreach (var (name, _) in channel.Entries("accounts").Where(entry => ConfigIds.Account(entry.Key) == account && new ConfigSection(entry.Value).Has(key)))
        {
            patch["accounts"] ??= new JsonObject();
            patch["accounts"]![name] = new JsonObject { [key] = null };
        }

        return patch.Count == 0 ? null : patch;
    }

    private async Task SayGoodbye(MethodCall call, IChannelPlatform platform, ConfigDocument document, string account)
    {
        using var deadline = new CancellationTokenSource(Farewell, time);
        try
        {
            await platform.Leave(call.Tenant, document.Channels, account, deadline.Token);
        }
        catch (OperationCanceledException)
        {
            // It posts to an address that is gone.
        }
    }
}
