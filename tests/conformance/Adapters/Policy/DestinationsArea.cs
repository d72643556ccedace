using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Addresses;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>The addresses of redact_ssrf_external and from_tests_infra_utils: whom a tenant's requests may reach.</summary>
public sealed class DestinationsArea : ICaseArea
{
    private const string Special =
        "Whatever is not of the open internet counts as private: multicast, benchmarks, documentation, tunnels and addresses that embed another.";

    public IEnumerable<CaseFunction> Functions =>
    [
        new("isPrivateIpAddress", input => PublicAddress.IsPrivate(Address(input))),
        new("isBlockedHostname", input => InternalHostName.Is(Host(input))),
        new("resolvePinnedHostname", Resolve),
    ];

    public IEnumerable<Difference> Differences =>
    [
        new("isPrivateIpAddress", input => PublicAddress.IsPrivate(Address(input)), Special),
        new("isBlockedHostname", input => IsOfCluster(Host(input)), "Names of a cluster's services (*.svc) are internal too."),
        new("resolvePinnedHostname", input => PublicAddress.IsPrivate(Host(input)) || Resolved(input).Any(static each => !PublicAddress.Is(each)), Special),
        new("resolvePinnedHostname", input => IsOfCluster(Host(input)), "Names of a cluster's services (*.svc) are internal too."),
    ];

    private static string? Address(JsonElement input) => input.Arg("address", 0).AsText();

    private static string? Host(JsonElement input) => input.Arg("hostname", 0).AsText();

    private static bool IsOfCluster(string? host) => InternalHostName.Normalize(host).EndsWith(".svc", StringComparison.Ordinal);

    private static JsonNode? Resolve(JsonElement input)
    {
        var host = Host(input)!;
        var resolved = Resolved(input);
        return PublicDestination.Judge(host, resolved) switch
        {
            DestinationVerdict.Allowed => new JsonObject
            {
                ["hostname"] = InternalHostName.Normalize(host),
                ["addresses"] = resolved.Select(static each => each.ToString()).Distinct(StringComparer.Ordinal).ToJson(),
            },
            DestinationVerdict.NoName => throw new InvalidOperationException("Invalid hostname"),
            DestinationVerdict.InternalName => throw new InvalidOperationException($"Blocked hostname: {host}"),
            DestinationVerdict.PrivateAddress => throw new InvalidOperationException("Blocked: private/internal IP address"),
            DestinationVerdict.Unresolved => throw new InvalidOperationException($"Unable to resolve hostname: {host}"),
            _ => throw new InvalidOperationException("Blocked: resolves to private/internal IP address"),
        };
    }

    private static List<IPAddress> Resolved(JsonElement input) =>
        [.. (input.Get("dns").Texts(InternalHostName.Normalize(Host(input))) ?? []).Select(static each => IPAddress.Parse(each))];
}
