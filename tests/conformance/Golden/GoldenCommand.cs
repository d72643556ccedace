namespace Moltbot.Conformance.Golden;

/// <summary>
/// <c>golden --cases DIR --url ws://… --token T [--password-url ws://…] [--insecure-url ws://…] [--password P]</c>: replays the recorded
/// conversations and prints a line for each and the sums. The gateways should be set up by <see cref="GoldenSetup"/>.
/// </summary>
public static class GoldenCommand
{
    /// <summary>Runs it; the exit code is 0 when nothing failed, 1 when something did, 2 when it was called wrongly.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancel = default)
    {
        var options = GoldenOptions.Parse(arguments, out var mistake);
        if (options is null)
        {
            await output.WriteLineAsync(mistake);
            return 2;
        }

        var verdicts = new List<GoldenVerdict>();
        if (await ReadAsync(options, "golden_ws.json", cancel) is { } conversations)
        {
            await foreach (var verdict in GoldenReplay.RunAsync(GoldenConversation.ReadFile(conversations), options.Targets, cancel))
            {
                verdicts.Add(verdict);
                await PrintAsync(output, verdict);
            }
        }

        if (await ReadAsync(options, "golden_http.json", cancel) is { } requests && options.Targets.FirstOrDefault(each => each.Token is not null) is { } target)
        {
            using var replay = new GoldenHttpReplay(target);
            foreach (var request in GoldenRequest.ReadFile(requests))
            {
                verdicts.Add(await replay.RunAsync(request, cancel));
                await PrintAsync(output, verdicts[^1]);
            }
        }

        var sums = verdicts.CountBy(verdict => verdict.Status).Select(sum => $"{sum.Value} {sum.Key}");
        await output.WriteLineAsync($"golden: {verdicts.Count} conversations: {string.Join(", ", sums)}");
        return verdicts.Exists(verdict => verdict.Status is GoldenStatus.Failed) ? 1 : 0;
    }

    private static async Task<string?> ReadAsync(GoldenOptions options, string file, CancellationToken cancel)
    {
        var path = Path.Combine(options.Folder, file);
        return File.Exists(path) ? await File.ReadAllTextAsync(path, cancel) : null;
    }

    private static Task PrintAsync(TextWriter output, GoldenVerdict verdict) =>
        output.WriteLineAsync($"{verdict.Status,-10} {verdict.Id} {verdict.Name}{(verdict.Detail is { } detail ? $": {detail}" : string.Empty)}");
}
