using System.Collections.Concurrent;
using System.Net;

namespace Moltbot.Gateway.Handshake.Tailscale;

/// <summary>
/// Remembers answers for a short while: pages open several connections at once. Who leaves the tailnet is let in no longer than that.
/// </summary>
internal sealed class RememberedWhois(ITailscaleWhois daemon, TimeProvider time) : ITailscaleWhois
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    /// <summary>Shorter when there was no answer: the daemon may just be starting.</summary>
    private static readonly TimeSpan LifetimeOfNothing = TimeSpan.FromSeconds(5);

    /// <summary>Arbitrary; above the addresses of a tailnet that anybody keeps an assistant in.</summary>
    private const int MaxKept = 1000;

    private readonly ConcurrentDictionary<IPAddress, Answer> _answers = new();

    public async Task<string?> LoginOf(IPAddress address, CancellationToken cancellationToken)
    {
        if (_answers.TryGetValue(address, out Answer? kept)
            && time.GetElapsedTime(kept.At) < (kept.Login is null ? LifetimeOfNothing : Lifetime))
        {
            return kept.Login;
        }

        string? login = await daemon.LoginOf(address, cancellationToken);
        if (_answers.Count >= MaxKept)
        {
            _answers.Clear();
        }

        _answers[address] = new Answer(login, time.GetTimestamp());
        return login;
    }

    private sealed record Answer(string? Login, long At);
}
