namespace Moltbot.Architecture.Tests;

/// <summary>The checked-out tree that the tests look at.</summary>
internal static class Repository
{
    /// <summary>Its folder.</summary>
    public static string Root { get; } = Find();

    /// <summary>The C# files below a folder, without what builds leave behind.</summary>
    public static IEnumerable<string> Sources(params string[] folders) => folders
        .SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
        .Where(static path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Moltbot.Cluster.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"no Moltbot.Cluster.sln above {AppContext.BaseDirectory}");
    }
}
