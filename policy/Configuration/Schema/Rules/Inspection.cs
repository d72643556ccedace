namespace Moltbot.Policy.Configuration.Schema.Rules;

/// <summary>Collects what one pass over a document finds.</summary>
/// <param name="additions">Whether keys count that this project adds to the original's.</param>
internal sealed class Inspection(bool additions)
{
    private readonly List<Finding> findings = [];

    public bool Additions { get; } = additions;

    public int Count => findings.Count;

    /// <summary>Whether absent keys get their defaults.</summary>
    public bool FillsDefaults { get; private set; } = true;

    public IReadOnlyList<ConfigIssue> Issues => [.. findings.Select(static finding => finding.Issue)];

    public void Report(string path, string message, bool fatal = false) => findings.Add(new Finding(new ConfigIssue(path, message), fatal));

    /// <summary>Whether something was found since <paramref name="mark"/> that makes rules over several keys pointless.</summary>
    public bool FatalSince(int mark)
    {
        for (var index = mark; index < findings.Count; index++)
        {
            if (findings[index].Fatal)
                return true;
        }
        return false;
    }

    public T WithoutDefaults<T>(Func<T> apply)
    {
        var before = FillsDefaults;
        FillsDefaults = false;
        var result = apply();
        FillsDefaults = before;
        return result;
    }

    public void TakeBack(int mark) => findings.RemoveRange(mark, findings.Count - mark);

    public static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    private readonly record struct Finding(ConfigIssue Issue, bool Fatal);
}
