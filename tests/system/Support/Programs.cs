using System.Reflection;

namespace Moltbot.System.Tests.Support;

/// <summary>Where the programs under test are: named by the environment, else as they were built beside these tests.</summary>
internal static class Programs
{
    /// <summary>The grain engine these tests were built for.</summary>
    public static string Engine { get; } = Metadata("GrainEngine");

    /// <summary>The program that serves.</summary>
    public static string Silo => Find("MOLTBOT_SILO", "Moltbot.Silo", "moltbot-silo");

    /// <summary>The command line.</summary>
    public static string Cli => Find("MOLTBOT_CLI", "Moltbot.Cli", "moltbot-cli");

    /// <summary>The program that does tool calls.</summary>
    public static string Runner => Find("MOLTBOT_RUNNER", "Moltbot.Runner", "moltbot-runner");

    /// <summary>The skills that come with the product.</summary>
    public static string Skills => Path.GetFullPath(Path.Combine(Metadata("ArtifactsPath"), "..", "..", "skills"));

    private static string Find(string variable, string project, string program)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named)
        {
            return Path.GetFullPath(named);
        }

        string bin = Path.Combine(Metadata("ArtifactsPath"), "bin", project);
        string[] places = [Path.Combine(bin, "debug", program), Path.Combine(bin, "release", program)];
        return places.Where(File.Exists).MaxBy(File.GetLastWriteTimeUtc)
            ?? throw new FileNotFoundException($"{program} is not built: neither {string.Join(" nor ", places)} is there, and {variable} is not set");
    }

    private static string Metadata(string name) => typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == name).Value!;
}
