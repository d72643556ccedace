using System.Text.RegularExpressions;

namespace Moltbot.Architecture.Tests;

/// <summary>
/// Orleans' dashboards show grains and calls to whoever reaches their port. There is none, so none can stand open: who wants one gives it
/// a credential and <c>security audit</c> a check first.
/// </summary>
public sealed partial class DashboardTests
{
    [Fact]
    public void No_project_brings_one() =>
        Directory.EnumerateFiles(Repository.Root, "*", SearchOption.AllDirectories)
            .Where(static path => Path.GetExtension(path) is ".csproj" or ".props" or ".targets" || Path.GetFileName(path) == "packages.lock.json")
            .Where(static path => !path.StartsWith(Path.Combine(Repository.Root, "artifacts") + "/", StringComparison.Ordinal))
            .Where(static path => File.ReadAllText(path).Contains("Dashboard", StringComparison.OrdinalIgnoreCase))
            .ShouldBeEmpty();

    [Fact]
    public void No_source_maps_one() =>
        Repository.Sources("client", "silo", "grains", "storage", "grain-interfaces", "embedded", "bench")
            .Where(static path => File.ReadLines(path).Any(Maps))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("app.MapOrleansDashboard();", true)]
    [InlineData("silo.UseDashboard(options => { });", true)]
    [InlineData("services.AddServicesForSelfHostedDashboard(null);", true)]
    [InlineData("// what a dashboard would show", false)]
    [InlineData("app.MapMoltbotGateway();", false)]
    public void A_line_that_maps_one_is_known(string line, bool maps) => Maps(line).ShouldBe(maps);

    private static bool Maps(string line) => Mapping().IsMatch(line);

    [GeneratedRegex(@"\b(Map|Use|Add)\w*Dashboard\w*\(", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Mapping();
}
