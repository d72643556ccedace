using Moltbot.Conformance.Adapters.Protocol;
using Moltbot.Conformance.Cases;
using Moltbot.Conformance.Silo;

namespace Moltbot.Conformance.Reports;

/// <summary><c>--cases DIR [--silo PROGRAM] [--json]</c>: everything a folder holds, against our code.</summary>
internal static class ConformanceCommand
{
    /// <summary>Runs it; the exit code is 0 when nothing failed, 1 when something did, 2 when it was called wrongly.</summary>
    internal static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors, CancellationToken cancel = default)
    {
        if (ConformanceOptions.Parse(arguments, out var mistake) is not { } options)
        {
            await errors.WriteLineAsync(mistake);
            return 2;
        }

        var files = new List<CaseFile>();
        var results = new Dictionary<string, FileResult>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(options.Folder, "*.json").Order(StringComparer.Ordinal))
        {
            try
            {
                files.Add(CaseFile.Read(path));
            }
            catch (FormatException e)
            {
                var name = Path.GetFileNameWithoutExtension(path);
                results[name] = new FileResult(name, [new CaseResult("-", "file", CaseStatus.Failed) { Detail = $"the file cannot be read: {e.Message}" }]);
            }
        }

        if (files.Count + results.Count == 0)
        {
            await errors.WriteLineAsync($"there are no case files in {options.Folder}");
            return 2;
        }

        var judge = new CaseJudge(CaseAreas.All);
        foreach (var file in files.Where(file => file.Kind is CaseFileKind.Functions))
        {
            results[file.Name] = judge.Judge(file);
        }

        var shapes = new ShapeWitness();
        foreach (var result in await SiloReplay.RunAsync(files, options.Silo, shapes, cancel))
        {
            results[result.File] = result;
        }

        foreach (var file in files.Where(file => file.Kind is CaseFileKind.Shapes))
        {
            results[file.Name] = ShapeResults.Of(file, shapes);
        }

        var report = new ConformanceReport([.. results.Values.OrderBy(result => result.File, StringComparer.Ordinal)]);
        if (options.IsJson)
        {
            JsonReport.Write(report, output);
        }
        else
        {
            TextReport.Write(report, output);
        }

        return report.HasFailed ? 1 : 0;
    }
}
