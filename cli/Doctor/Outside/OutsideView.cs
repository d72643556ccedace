using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Moltbot.Cli.Connection;

namespace Moltbot.Cli.Doctor.Outside;

/// <summary>Where somebody else would come to the gateway, and as whom.</summary>
/// <param name="Url">The address, without a path.</param>
/// <param name="IsForwarded">
/// Whether it is tried as a proxy on this machine would pass it on, with the headers that say so.
/// </param>
internal sealed record OutsideView(Uri Url, bool IsForwarded)
{
    /// <summary>Documentation's own (RFC 5737): nobody's.</summary>
    private const string Stranger = "203.0.113.7";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>What a proxy would add.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; } = IsForwarded
        ? new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Forwarded-For"] = Stranger, ["X-Real-IP"] = Stranger, ["X-Forwarded-Host"] = "outside.invalid" }
        : new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// The places to try: an address of this machine that others reach, when one answers, and loopback, where a proxy's requests come
    /// in. A gateway may shut one and leave the other open. None when nothing answers anywhere.
    /// </summary>
    public static async Task<IReadOnlyList<OutsideView>> FindAsync(GatewayTarget target, CliHost host, CancellationToken cancel)
    {
        if (!target.IsLocal)
        {
            return [new OutsideView(target.Url, IsForwarded: false)];
        }

        var views = new List<OutsideView>();
        foreach (var address in host.OwnAddresses())
        {
            var there = new UriBuilder(target.Url) { Host = address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString() }.Uri;
            if (await AnswersAsync(address, target.Url.Port, host, cancel))
            {
                views.Add(new OutsideView(there, IsForwarded: false));
                break;
            }
        }

        var loopback = IPAddress.TryParse(target.Url.Host.Trim('[', ']'), out var named) ? named : IPAddress.Loopback;
        if (await AnswersAsync(loopback, target.Url.Port, host, cancel))
        {
            views.Add(new OutsideView(target.Url, IsForwarded: true));
        }

        return views;
    }

    /// <summary>The address of a path there.</summary>
    public Uri Http(string path) => new(string.Create(CultureInfo.InvariantCulture, $"{(Url.Scheme == "wss" ? "https" : "http")}://{Url.Authority}{path}"));

    private static async Task<bool> AnswersAsync(IPAddress address, int port, CliHost host, CancellationToken cancel)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var limit = new CancellationTokenSource(Patience, host.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            await socket.ConnectAsync(address, port, either.Token);
            return true;
        }
        catch (Exception nobody) when (nobody is SocketException || (nobody is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return false;
        }
    }
}
