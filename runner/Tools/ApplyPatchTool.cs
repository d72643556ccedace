using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Patches;

namespace Moltbot.Runner.Tools;

/// <summary>
/// <c>apply_patch</c>: changes in several files at once. Every change is found its place, and every file looked at, before anything is written;
/// where one does not fit nothing is.
/// </summary>
internal sealed class ApplyPatchTool(RunnerOptions options) : IRunnerTool
{
    /// <summary>Files of one patch. Arbitrary: each is read by itself.</summary>
    private const int MaxFiles = 32;

    /// <summary>Changes of one patch. Arbitrary: each may be looked for in all of its file.</summary>
    private const int MaxHunks = 500;

    // What a sequence reads as that is no UTF-8; written back it would be another.
    private const char Unreadable = '\ufffd';

    /// <inheritdoc/>
    public string Name => "apply_patch";

    /// <inheritdoc/>
    public async Task<ToolRunResult> Run(ToolCall call)
    {
        try
        {
            var files = PatchParser.Parse(call.Arguments.Text("input", "patch"));
            if (files.Count > MaxFiles || files.Sum(static file => file.Hunks.Count) > MaxHunks)
            {
                throw new ToolRefusal($"the patch is too large: at most {MaxFiles} files and {MaxHunks} changes");
            }

            var changes = new List<FileChange>();
            foreach (var file in files)
            {
                changes.AddRange(await Changes(call, file));
            }

            RefuseOverlap(changes);
            return await Apply(call, changes) ?? call.Done("Success. Updated the following files:\n" + string.Join('\n', changes.Select(static change => change.Report).OfType<string>()));
        }
        catch (PatchException wrong)
        {
            return call.Failed($"{wrong.Message}\nNothing was changed.");
        }
    }

    private async Task<IReadOnlyList<FileChange>> Changes(ToolCall call, FilePatch file)
    {
        var path = FileWriting.PathOf(call, file.Path);
        switch (file.Kind)
        {
            case FilePatchKind.Add:
                return [new FileChange(path, path, Content(path, file.Text), FileChange.Nothing, $"A {path}")];

            case FilePatchKind.Delete:
                return [new FileChange(path, path, null, FileChange.Anything, $"D {path}")];

            default:
                var old = await Read(call, path);
                var expected = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(old)));
                var content = Content(path, PatchedText.Of(old, file with { Path = path }));
                return file.MoveTo is { } target && FileWriting.PathOf(call, target) is var moved && moved != path
                    ? [new FileChange(moved, path, content, FileChange.Nothing, $"M {path} -> {moved}"), new FileChange(path, path, null, expected, Report: null)]
                    : [new FileChange(path, path, content, expected, $"M {path}")];
        }
    }

    private async Task<string> Read(ToolCall call, string path)
    {
        var end = await call.Start(FileScripts.Command(FileScripts.ReadAll, path, options.MaxFileBytes.ToString(CultureInfo.InvariantCulture)), options.MaxFileBytes);
        return end.ExitCode != 0 ? throw new PatchException(FileScripts.Problem(end.ExitCode, path))
            : end.Output.Text.Contains(Unreadable, StringComparison.Ordinal) ? throw new PatchException($"{path} is no UTF-8 text")
            : end.Output.Text;
    }

    private byte[] Content(string path, string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        return content.Length <= options.MaxFileBytes ? content : throw new PatchException($"{path} would be too long: {content.Length} bytes, at most {options.MaxFileBytes}");
    }

    /// <summary>What one section does another one does not undo, nor can a file be the folder of another.</summary>
    private static void RefuseOverlap(List<FileChange> changes)
    {
        var paths = changes.Select(static change => change.Path).Order(StringComparer.Ordinal).ToList();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (!taken.Add(path))
            {
                throw new PatchException($"{path} is named twice; put its changes into one section");
            }

            for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            {
                if (taken.Contains(path[..slash]))
                {
                    throw new PatchException($"{path[..slash]} cannot be a file and a folder");
                }
            }
        }
    }

    /// <summary>Writes them; null when it went well.</summary>
    private static async Task<ToolRunResult?> Apply(ToolCall call, List<FileChange> changes)
    {
        var words = changes.SelectMany(static change =>
            new[] { change.Path, change.ModeOf, change.Content?.Length.ToString(CultureInfo.InvariantCulture) ?? "-", change.Expected });
        var input = changes.SelectMany(static change => change.Content ?? []).ToArray();
        var end = await call.Start(FileScripts.Command(PatchScript.Text, [.. words]), maxChars: 10, input);
        if (end.ExitCode == 0)
        {
            return null;
        }

        var path = int.TryParse(end.Output.Text, CultureInfo.InvariantCulture, out var number) && number >= 0 && number < changes.Count ? changes[number].Path : "a file";
        return call.Failed(end.ExitCode switch
        {
            PatchScript.IsThere => $"{path} is there already; use \"*** Update File\" to change it\nNothing was changed.",
            PatchScript.InPart => $"{path} could not be changed; what the patch says of the files before it is done",
            var code => $"{FileScripts.Problem(code, path)}\nNothing was changed.",
        });
    }

    /// <summary>What becomes of one path.</summary>
    /// <param name="Path">The path inside.</param>
    /// <param name="ModeOf">The file whose mode it gets, if that is there.</param>
    /// <param name="Content">What is in it then; null when it goes.</param>
    /// <param name="Expected">The SHA-256 of what has to be there before, <see cref="Nothing"/> or <see cref="Anything"/>.</param>
    /// <param name="Report">The line that says so; null where another one does.</param>
    private sealed record FileChange(string Path, string ModeOf, byte[]? Content, string Expected, string? Report)
    {
        public const string Nothing = "-";

        public const string Anything = "*";
    }
}
