using Moltbot.Engine.Tests.Api;

namespace Moltbot.Engine.Tests.Engines.Orleans;

/// <summary>Each member that the embedded engine offers under Orleans' names is one of Orleans.</summary>
public sealed class ApiListTests
{
    [Fact]
    public void Orleans_has_every_member_of_the_list()
    {
        var listed = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "orleans-api.txt"));
        listed.Length.ShouldBeGreaterThan(100);
        var assemblies = Directory.GetFiles(AppContext.BaseDirectory, "Orleans*.dll").Select(System.Reflection.Assembly.LoadFrom);
        var known = assemblies.SelectMany(assembly => assembly.GetExportedTypes()).SelectMany(type => ApiText.Of(type, inherited: true)).ToHashSet();
        listed.Where(line => !known.Contains(line)).ShouldBeEmpty();
    }
}
