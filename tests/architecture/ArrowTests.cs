using System.Xml.Linq;

namespace Moltbot.Architecture.Tests;

/// <summary>The arrows between the folders of the house run one way.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["policy"] = [],
        ["protocol"] = [],
        ["embedded"] = [],
        ["models"] = [],
        ["grain-interfaces"] = ["policy"],
        ["storage"] = ["grain-interfaces"],
        ["grains"] = ["grain-interfaces", "policy", "protocol", "storage", "models"],
        ["client"] = ["grain-interfaces", "protocol", "policy"],
        // Protocol, since a device shows a gateway who it is in the same way from the command line and from a runner.
        ["identity"] = ["policy", "protocol"],
        ["cli"] = ["protocol", "policy", "identity"],
        ["runner"] = ["protocol", "policy", "identity"],
        ["silo"] = ["grains", "client", "storage", "models", "grain-interfaces", "policy", "protocol", "identity"],
    };

    public static TheoryData<string> Folders => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_references_only_what_it_may(string folder)
    {
        string project = Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj").Single();
        var referenced = XDocument.Load(project).Descendants("ProjectReference")
            .Where(static reference => (string?)reference.Attribute("OutputItemType") != "Analyzer")
            .Select(static reference => ((string)reference.Attribute("Include")!).Replace("$(RepositoryRoot)", "", StringComparison.Ordinal).Split('/', '\\')[0])
            .ToList();

        referenced.Except(Allowed[folder], StringComparer.Ordinal).ShouldBeEmpty($"{folder} may use {string.Join(", ", Allowed[folder])}");
    }

    [Fact]
    public void No_source_chooses_its_engine_by_preprocessor() =>
        Repository.Sources("grains", "grain-interfaces", "client", "storage", "policy", "protocol", "models", "silo", "cli", "runner")
            .Where(static path => File.ReadLines(path).Any(static line => line.TrimStart().StartsWith("#if", StringComparison.Ordinal)))
            .ShouldBeEmpty();

    [Fact]
    public void Only_one_folder_names_an_engine() =>
        Repository.Sources("grains", "grain-interfaces", "client", "storage", "silo")
            .Where(static path => !path.Contains("/silo/Engines/", StringComparison.Ordinal))
            .Where(static path => File.ReadLines(path).Any(static line =>
                line.Contains("Orleans.Hosting", StringComparison.Ordinal)
                || line.Contains("Moltbot.Embedded", StringComparison.Ordinal)
                || line.Contains("UseOrleans", StringComparison.Ordinal)))
            .ShouldBeEmpty();
}
