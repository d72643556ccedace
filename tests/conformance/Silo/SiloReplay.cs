using Moltbot.Conformance.Cases;
using Moltbot.Conformance.Golden;

namespace Moltbot.Conformance.Silo;

/// <summary>Replays the recorded conversations of a folder against gateways that are started for it.</summary>
internal static class SiloReplay
{
    private const string NoSilo = "no --silo was given";

    internal static async Task<IReadOnlyList<FileResult>> RunAsync(
        IReadOnlyList<CaseFile> files, string? silo, ShapeWitness witness, CancellationToken cancel)
    {
        var conversations = files.Where(file => file.Kind is CaseFileKind.Conversations).Select(file => (file.Name, Read: GoldenConversation.ReadFile(file.Text))).ToList();
        var requests = files.Where(file => file.Kind is CaseFileKind.Requests).Select(file => (file.Name, Read: GoldenRequest.ReadFile(file.Text))).ToList();
        if (conversations.Count + requests.Count == 0)
        {
            return [];
        }

        if (silo is null)
        {
            return
            [
                .. conversations.Select(file => new FileResult(file.Name, [.. file.Read.Select(each => NotRun(each.Id, "conversation", NoSilo))])),
                .. requests.Select(file => new FileResult(file.Name, [.. file.Read.Select(each => NotRun(each.Id, "request", NoSilo))])),
            ];
        }

        await using var model = await ScriptedModel.StartAsync();
        await using var gateways = new SiloGateways(silo, model.BaseUrl, witness);
        var results = new List<FileResult>();
        foreach (var (name, read) in conversations)
        {
            results.Add(new FileResult(name, await gateways.ReplayAsync(read, cancel)));
        }

        foreach (var (name, read) in requests)
        {
            results.Add(new FileResult(name, await gateways.ReplayAsync(read, cancel)));
        }

        return results;
    }

    private static CaseResult NotRun(string id, string kind, string why) => new(id, kind, CaseStatus.NotCovered) { Detail = why };
}
