using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Discord.Api;
using Moltbot.Gateway.Channels.Discord.Gateway;
using Moltbot.Gateway.Channels.Discord.Probing;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Channels;

namespace Moltbot.Gateway.Channels.Discord;

/// <summary>Discord over its gateway and REST API.</summary>
public sealed class DiscordPlatform : IChannelPlatform
{
    private readonly ChannelPlatformOptions options;
    private readonly TimeProvider time;
    private readonly InvalidRequestShares refused;
    private readonly ConcurrentDictionary<(string Tenant, string Account), (string Fingerprint, DiscordAccount Account)> known = new();

    /// <param name="options">What the host decides.</param>
    /// <param name="time">The clock.</param>
    public DiscordPlatform(ChannelPlatformOptions options, TimeProvider time)
        : this(options, time, new InvalidRequestShares(time))
    {
    }

    internal DiscordPlatform(ChannelPlatformOptions options, TimeProvider time, InvalidRequestShares refused) =>
        (this.options, this.time, this.refused) = (options, time, refused);

    /// <inheritdoc/>
    public string Id => ChannelIds.Discord;

    /// <inheritdoc/>
    public ChannelLabel Label { get; } = new("Discord", "Discord Bot", "bubble.left.and.bubble.right");

    /// <inheritdoc/>
    public IReadOnlyList<ChannelAccountSetup> Configure(string tenant, ChannelsConfig? channels)
    {
        var setups = new List<ChannelAccountSetup>();
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        foreach (var config in channels?.Discord?.Accounts.Where(account => account.Enabled) ?? [])
        {
            var (account, fingerprint, problem) = Prepare(tenant, config);
            if (account is not null && !tokens.Add(account.Token.Fingerprint))
            {
                // Discord would tell both of everything, and both would answer.
                problem = "token is another account's: give each a bot of its own";
            }

            setups.Add(new ChannelAccountSetup
            {
                AccountId = config.Id,
                Fingerprint = fingerprint,
                Problem = problem is null ? null : $"channels.discord ({config.Id}): {problem}",
                Connect = context => new DiscordConnector(
                    account ?? throw new InvalidOperationException("the account cannot run"), context, Random.Shared.NextDouble),
            });
        }

        // A connection may still be finishing with a former client, so that is left to the garbage collector.
        foreach (var gone in known.Keys.Where(key => key.Tenant == tenant && setups.TrueForAll(setup => setup.AccountId != key.Account)))
        {
            known.TryRemove(gone, out _);
        }

        return setups;
    }

    /// <inheritdoc/>
    public ChannelAccountFacts Describe(string tenant, ChannelsConfig channels, string accountId)
    {
        var config = channels.Discord?.Account(accountId);
        var inEnvironment = options.IsOperator(tenant) && accountId == ConfigIds.DefaultAccount && DiscordTokenSource.IsInEnvironment(options.Environment);
        return new ChannelAccountFacts
        {
            Enabled = config?.Enabled ?? false,
            TokenSource = config?.Token is not null ? "config" : inEnvironment ? "env" : "none",
            HasEnvironmentToken = inEnvironment,
            CredentialKey = "token",
            DmPolicy = config is { Dm.Enabled: false } ? "disabled" : config?.Dm.Policy,
            AllowFrom = config?.Dm.AllowFrom,
        };
    }

    /// <inheritdoc/>
    public async Task<RawJson> Probe(string tenant, ChannelsConfig channels, string accountId, CancellationToken cancellation)
    {
        var (account, _, problem) = channels.Discord?.Account(accountId) is { } config ? Prepare(tenant, config) : (null, "", "the account is not configured");
        var probe = account is null
            ? new DiscordProbe { Ok = false, Error = problem, Failure = ProbeFailures.Unusable, ElapsedMs = 0 }
            : await new DiscordProber(account.Api, time).Probe(cancellation);
        return RawJson.From(probe, DiscordProbeJson.Default.DiscordProbe);
    }

    /// <inheritdoc/>
    public async Task<ApiResult<ReplyTarget>> Locate(string tenant, ChannelsConfig channels, ReplyTarget target, CancellationToken cancellation)
    {
        var (account, _, problem) = channels.Discord?.Account(target.Account) is { } config ? Prepare(tenant, config) : (null, "", "the account is not configured");
        return account is null
            ? ApiResult<ReplyTarget>.Failure(new ApiError(ApiErrorKind.Unauthorized, nameof(Locate), 0, problem ?? "the account cannot run"))
            : await account.Places.Find(target, cancellation);
    }

    /// <inheritdoc/>
    public Task Leave(string tenant, ChannelsConfig channels, string accountId, CancellationToken cancellation) =>
        // Discord tells nothing to who is not connected.
        Task.CompletedTask;

    /// <summary>The account as it was, when nothing of it changed: probes and a running connection share it, and its limits.</summary>
    private (DiscordAccount? Account, string Fingerprint, string? Problem) Prepare(string tenant, DiscordAccountConfig config)
    {
        var (token, problem) = DiscordTokenSource.Find(config, options.IsOperator(tenant), options.Environment);
        problem ??= ProblemWith(config.ApiRoot, "apiRoot", "https", "http") ?? (config.GatewayRoot is null ? null : ProblemWith(config.GatewayRoot, "gatewayRoot", "wss", "ws"));
        var fingerprint = Fingerprint(config, token);
        if (token is null || problem is not null)
        {
            return (null, fingerprint, problem);
        }

        if (known.TryGetValue((tenant, config.Id), out var before) && before.Fingerprint == fingerprint)
        {
            return (before.Account, fingerprint, null);
        }

        var account = new DiscordAccount(config, token, options.CreateHandler(tenant), refused.Of(tenant, new Uri(config.ApiRoot)), options.CallTimeout, time);
        known[(tenant, config.Id)] = (fingerprint, account);
        return (account, fingerprint, null);
    }

    private static string? ProblemWith(string address, string key, string secure, string plain) =>
        !Uri.TryCreate(address, UriKind.Absolute, out var uri) || (uri.Scheme != secure && uri.Scheme != plain) ? $"{key} must be an absolute {plain} or {secure} URL"
        : uri.UserInfo.Length > 0 ? $"{key} must not hold a user name or password"
        : uri.Query.Length > 0 || uri.Fragment.Length > 0 ? $"{key} must not have a query or fragment"
        : null;

    private static string Fingerprint(DiscordAccountConfig config, DiscordToken? token)
    {
        var settings = config.Section.Exists ? config.Section.Element.GetRawText() : $"{config.ApiRoot}\n{config.GatewayRoot}\n{config.ReplyToMode}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{settings}\n{token?.Reveal()}")));
    }
}
