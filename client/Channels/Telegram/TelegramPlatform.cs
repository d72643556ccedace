using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.Gateway.Channels.Telegram.Probing;
using Moltbot.Gateway.Channels.Telegram.Webhooks;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Channels;

namespace Moltbot.Gateway.Channels.Telegram;

/// <summary>Telegram over the Bot API.</summary>
/// <param name="options">What the host decides.</param>
/// <param name="webhooks">Where the webhooks are entered.</param>
/// <param name="time">The clock.</param>
public sealed class TelegramPlatform(ChannelPlatformOptions options, WebhookRoutes webhooks, TimeProvider time) : IChannelPlatform
{
    /// <summary>The channel's id.</summary>
    public const string ChannelId = "telegram";

    private readonly ConcurrentDictionary<(string Tenant, string Account), (string Fingerprint, TelegramAccount Account)> known = new();

    /// <inheritdoc/>
    public string Id => ChannelId;

    /// <inheritdoc/>
    public ChannelLabel Label { get; } = new("Telegram", "Telegram Bot", "paperplane");

    /// <inheritdoc/>
    public IReadOnlyList<ChannelAccountSetup> Configure(string tenant, ChannelsConfig? channels)
    {
        var setups = new List<ChannelAccountSetup>();
        var routes = new List<WebhookRoute>();
        foreach (var config in channels?.Telegram?.Accounts.Where(account => account.Enabled) ?? [])
        {
            var (account, fingerprint, problem) = Prepare(tenant, config);
            Uri? webhook = null;
            if (account is not null && config.WebhookUrl is not null)
            {
                var path = WebhookAddress.PathOf(tenant, config);
                if (routes.Any(route => route.Path == path))
                {
                    problem = "webhookPath is another account's: give each its own";
                }
                else
                {
                    webhook = WebhookAddress.PublicOf(tenant, config);
                    routes.Add(new WebhookRoute(account, path));
                }
            }

            setups.Add(new ChannelAccountSetup
            {
                AccountId = config.Id,
                Fingerprint = fingerprint,
                Problem = problem is null ? null : $"channels.telegram ({config.Id}): {problem}",
                Connect = context => new TelegramConnector(
                    account ?? throw new InvalidOperationException("the account cannot run"), webhook, context),
            });
        }

        webhooks.Replace(tenant, routes);
        Forget(tenant, setups);
        return setups;
    }

    /// <inheritdoc/>
    public ChannelAccountFacts Describe(string tenant, ChannelsConfig channels, string accountId)
    {
        var config = channels.Telegram?.Account(accountId);
        var isOperator = options.IsOperator(tenant);
        var inEnvironment = isOperator && accountId == ConfigIds.DefaultAccount && TelegramTokenSource.IsInEnvironment(options.Environment);
        return new ChannelAccountFacts
        {
            Enabled = config?.Enabled ?? false,
            TokenSource = config?.BotToken is not null ? "config" : config?.TokenFile is not null ? "tokenFile" : inEnvironment ? "env" : "none",
            HasEnvironmentToken = inEnvironment,
            CredentialKey = "botToken",
            DmPolicy = config?.DmPolicy,
            AllowFrom = config?.AllowFrom,
        };
    }

    /// <inheritdoc/>
    public async Task<RawJson> Probe(string tenant, ChannelsConfig channels, string accountId, CancellationToken cancellation)
    {
        var (account, problem) = Borrow(tenant, channels, accountId);
        var probe = account is null
            ? new TelegramProbe { Ok = false, Error = problem, Failure = ProbeFailures.Unusable, ElapsedMs = 0 }
            : await new TelegramProber(account.Api, time).Probe(cancellation);
        return RawJson.From(probe, ProbeJson.Default.TelegramProbe);
    }

    /// <inheritdoc/>
    public async Task Leave(string tenant, ChannelsConfig channels, string accountId, CancellationToken cancellation)
    {
        if (Borrow(tenant, channels, accountId).Account is { Config.WebhookUrl: not null } account)
        {
            // Whether it works changes nothing: what Telegram goes on posting finds no address here.
            _ = await account.Api.DeleteWebhook(cancellation);
        }
    }

    /// <summary>The account for one question, also when its connection runs elsewhere.</summary>
    private (TelegramAccount? Account, string? Problem) Borrow(string tenant, ChannelsConfig channels, string accountId)
    {
        if (channels.Telegram?.Account(accountId) is not { } config)
        {
            return (null, "the account is not configured");
        }

        var (account, _, problem) = Prepare(tenant, config);
        return (account, problem);
    }

    /// <summary>The account as it was, when nothing of it changed: webhooks and a running connection share it.</summary>
    private (TelegramAccount? Account, string Fingerprint, string? Problem) Prepare(string tenant, TelegramAccountConfig config)
    {
        var (token, problem) = TelegramTokenSource.Find(config, options.IsOperator(tenant), options.Environment);
        problem ??= !Uri.TryCreate(config.ApiRoot, UriKind.Absolute, out var root) ? "apiRoot must be an absolute http or https URL"
            : TelegramApiOptions.ProblemWith(root)
            ?? (config.WebhookUrl is null ? null : WebhookAddress.ProblemWith(tenant, config))
            ?? ProxyProblem(config);
        var fingerprint = Fingerprint(config, token);
        if (token is null || problem is not null)
        {
            return (null, fingerprint, problem);
        }

        if (known.TryGetValue((tenant, config.Id), out var before) && before.Fingerprint == fingerprint)
        {
            return (before.Account, fingerprint, null);
        }

        var handler = options.CreateHandler(tenant);
        if (config.Proxy is { } proxy)
        {
            handler.UseProxy = true;
            handler.Proxy = new WebProxy(new Uri(proxy));
        }

        var account = new TelegramAccount(tenant, config, token, handler, options.CallTimeout, time);
        known[(tenant, config.Id)] = (fingerprint, account);
        return (account, fingerprint, null);
    }

    private void Forget(string tenant, List<ChannelAccountSetup> setups)
    {
        // A connection may still be finishing with a former client, so that is left to the garbage collector.
        foreach (var gone in known.Keys.Where(key => key.Tenant == tenant && setups.All(setup => setup.AccountId != key.Account)))
        {
            known.TryRemove(gone, out _);
        }
    }

    private static string? ProxyProblem(TelegramAccountConfig config) =>
        config.Proxy is null || (Uri.TryCreate(config.Proxy, UriKind.Absolute, out var proxy) && proxy.Scheme is "http" or "https" or "socks5")
            ? null
            : "proxy must be an absolute http, https or socks5 URL";

    private static string Fingerprint(TelegramAccountConfig config, BotToken? token)
    {
        var settings = config.Section.Exists
            ? config.Section.Element.GetRawText()
            : $"{config.ApiRoot}\n{config.WebhookUrl}\n{config.WebhookSecret}\n{config.WebhookPath}\n{config.Proxy}\n{config.ReplyToMode}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{settings}\n{token?.Reveal()}")));
    }
}
