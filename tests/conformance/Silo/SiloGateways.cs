using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Conformance.Cases;
using Moltbot.Conformance.Golden;

namespace Moltbot.Conformance.Silo;

/// <summary>The gateways of one run, one for each way the recorded ones were set up; each starts when it is first needed.</summary>
internal sealed class SiloGateways(string program, Uri modelUrl, ShapeWitness witness) : IAsyncDisposable
{
    private const string Token = "conformance-shared-token";
    private const string Password = "golden-password";

    private readonly Dictionary<string, Task<SiloProcess>> _started = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);

    /// <summary>Replays conversations in order, since later ones see what earlier ones left.</summary>
    internal async Task<IReadOnlyList<CaseResult>> ReplayAsync(IReadOnlyList<GoldenConversation> conversations, CancellationToken cancel)
    {
        var results = new List<CaseResult>();
        foreach (var conversation in conversations)
        {
            results.Add(await ReplayAsync(conversation.Id, "conversation", NameOf(conversation), target => ReplayAsync(conversation, target, cancel), cancel));
        }

        return results;
    }

    /// <summary>Replays requests against the gateway in token mode.</summary>
    internal async Task<IReadOnlyList<CaseResult>> ReplayAsync(IReadOnlyList<GoldenRequest> requests, CancellationToken cancel)
    {
        var results = new List<CaseResult>();
        foreach (var request in requests)
        {
            results.Add(await ReplayAsync(request.Id, "request", "token", target => ReplayAsync(request, target, cancel), cancel));
        }

        return results;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _started.Values.Where(silo => silo.IsCompletedSuccessfully))
        {
            await (await silo).DisposeAsync();
        }
    }

    private static string NameOf(GoldenConversation conversation) =>
        conversation.NeedsDisabledDevices ? "devices disabled"
        : conversation.NeedsInsecureUi ? "insecure"
        : conversation.NeedsPassword ? "password"
        : "token";

    private async Task<CaseResult> ReplayAsync(
        string id, string kind, string setup, Func<GoldenTarget, Task<GoldenVerdict>> replay, CancellationToken cancel)
    {
        try
        {
            var silo = await StartAsync(setup, cancel);
            return Result(id, kind, await replay(TargetOf(setup, silo.Url)));
        }
        catch (Exception e) when (e is SiloStartException or Win32Exception)
        {
            // Told once as a failure; everything else that needs this gateway is just not run.
            var status = _reported.Add(setup) ? CaseStatus.Failed : CaseStatus.NotCovered;
            return new CaseResult(id, kind, status) { Detail = $"the gateway ({setup}) did not start" + (status is CaseStatus.Failed ? $": {e.Message}" : "") };
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or JsonException or FormatException or IOException or TaskCanceledException)
        {
            // An answer of a kind the replay does not expect at all.
            return new CaseResult(id, kind, CaseStatus.Failed) { Detail = $"{e.GetType().Name}: {e.Message}" };
        }
    }

    private static async Task<GoldenVerdict> ReplayAsync(GoldenConversation conversation, GoldenTarget target, CancellationToken cancel)
    {
        await foreach (var verdict in GoldenReplay.RunAsync([conversation], [target], cancel))
        {
            return verdict;
        }

        throw new InvalidOperationException("a conversation came to no verdict");
    }

    private static async Task<GoldenVerdict> ReplayAsync(GoldenRequest request, GoldenTarget target, CancellationToken cancel)
    {
        using var replay = new GoldenHttpReplay(target);
        return await replay.RunAsync(request, cancel);
    }

    private Task<SiloProcess> StartAsync(string setup, CancellationToken cancel) =>
        _started.TryGetValue(setup, out var started)
            ? started
            : _started[setup] = SiloProcess.StartAsync(program, workspace => ConfigOf(setup, workspace), cancel);

    private JsonObject ConfigOf(string setup, string workspace)
    {
        if (setup == "token")
        {
            return GoldenSetup.TokenMode(modelUrl, workspace, Token);
        }

        var config = GoldenSetup.PasswordMode(modelUrl, workspace, Password, allowsInsecureUi: setup == "insecure");
        if (setup == "devices disabled")
        {
            config["gateway"]!["controlUi"]!["dangerouslyDisableDeviceAuth"] = true;
        }

        return config;
    }

    private GoldenTarget TargetOf(string setup, Uri url) => new(url, setup == "token" ? Token : null, setup == "token" ? null : Password)
    {
        AllowsInsecureUi = setup == "insecure",
        DisablesDevices = setup == "devices disabled",
        Seen = witness.See,
    };

    private static CaseResult Result(string id, string kind, GoldenVerdict verdict) => new(id, kind, verdict.Status switch
    {
        GoldenStatus.Passed => CaseStatus.Passed,
        GoldenStatus.Failed => CaseStatus.Failed,
        GoldenStatus.Different => CaseStatus.Different,
        _ => CaseStatus.NotCovered,
    })
    {
        Detail = verdict.Status is GoldenStatus.Passed ? null : verdict.Status is GoldenStatus.Failed ? $"{verdict.Name}: {verdict.Detail}" : verdict.Detail,
    };
}
