using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Moltbot.Policy.Skills.Answers;

namespace Moltbot.Policy.Skills;

/// <summary>
/// A skill as it was written: the folder's files with what they say. What is approved is the hash over all of them, so that no file can be
/// exchanged for another behind an approval.
/// </summary>
public sealed class SkillFolder
{
    /// <summary>The file of a skill that a model reads.</summary>
    public const string WordsFile = "SKILL.md";

    /// <summary>The file of a skill that answers by itself.</summary>
    public const string AnswersFile = "skill.yaml";

    private SkillFolder(IReadOnlyList<SkillFile> files, SkillManifest? manifest, AnsweringSkill? answering)
    {
        Files = files;
        Manifest = manifest;
        Answering = answering;
        Hash = HashOf(files);
    }

    /// <summary>Its files, by path.</summary>
    public IReadOnlyList<SkillFile> Files { get; }

    /// <summary>Of a <c>SKILL.md</c>.</summary>
    public SkillManifest? Manifest { get; }

    /// <summary>Of a <c>skill.yaml</c>.</summary>
    public AnsweringSkill? Answering { get; }

    /// <summary>SHA-256 over the paths and bytes of all files, lower-case hexadecimal.</summary>
    public string Hash { get; }

    /// <summary>What it is.</summary>
    public SkillKind Kind => Answering is null ? SkillKind.Words : SkillKind.Answers;

    /// <summary>Its name.</summary>
    public string Name => Answering?.Name ?? Manifest!.Name;

    /// <summary>What it is for.</summary>
    public string Description => Answering?.Description ?? Manifest!.Description;

    /// <summary>Reads a folder.</summary>
    /// <returns>The skill, or why it is none; never both.</returns>
    public static (SkillFolder? Folder, IReadOnlyList<SkillProblem> Problems) Read(IReadOnlyList<SkillFile> files)
    {
        SkillFile[] sorted = [.. files.OrderBy(static file => file.Path, StringComparer.Ordinal)];
        var problems = new List<SkillProblem>(ProblemsOf(sorted));
        if (problems.Count > 0)
        {
            return (null, problems);
        }

        var words = sorted.FirstOrDefault(static file => file.Path == WordsFile);
        var answers = sorted.FirstOrDefault(static file => file.Path == AnswersFile);
        if ((words is null) == (answers is null))
        {
            problems.Add(new SkillProblem("", 0, $"a skill's folder holds either {WordsFile} or {AnswersFile}"));
            return (null, problems);
        }

        SkillManifest? manifest = null;
        AnsweringSkill? answering = null;
        if (TextOf(words ?? answers!) is not { } text)
        {
            problems.Add(new SkillProblem((words ?? answers!).Path, 0, "is no text in UTF-8"));
        }
        else if (words is not null)
        {
            manifest = SkillManifest.Read(WordsFile, text, problems);
        }
        else
        {
            answering = AnsweringSkill.Read(AnswersFile, text, problems);
        }

        return problems.Count > 0 ? (null, problems) : (new SkillFolder(sorted, manifest, answering), problems);
    }

    /// <summary>A file's text without a byte order mark; null when it is none in UTF-8.</summary>
    public static string? TextOf(SkillFile file)
    {
        try
        {
            var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(file.Content.Span);
            return text.Contains('\0', StringComparison.Ordinal) ? null : text.TrimStart('\ufeff');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static IEnumerable<SkillProblem> ProblemsOf(SkillFile[] files)
    {
        if (files.Length > SkillLimits.MaxFiles)
        {
            yield return new SkillProblem("", 0, $"a skill has at most {SkillLimits.MaxFiles} files, not {files.Length}");
        }

        if (files.Sum(static file => (long)file.Content.Length) is > SkillLimits.MaxFolderBytes and var total)
        {
            yield return new SkillProblem("", 0, $"a skill has at most {SkillLimits.MaxFolderBytes} bytes, not {total}");
        }

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            if (SkillPaths.ProblemOf(file.Path) is { } problem)
            {
                yield return new SkillProblem(Exec.Text.HostileText.Ascii(file.Path), 0, problem);
            }
            else if (!seen.Add(file.Path))
            {
                yield return new SkillProblem(file.Path, 0, "two files have this path, but for upper and lower case");
            }

            if (file.Content.Length > SkillLimits.MaxFileBytes)
            {
                yield return new SkillProblem(file.Path, 0, $"a file has at most {SkillLimits.MaxFileBytes} bytes, not {file.Content.Length}");
            }
        }
    }

    /// <summary>Each path and each content with its length in front: no two folders write the same bytes.</summary>
    private static string HashOf(IReadOnlyList<SkillFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var file in files)
        {
            Append(hash, Encoding.UTF8.GetBytes(file.Path), length);
            Append(hash, file.Content.Span, length);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> bytes, Span<byte> length)
    {
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
