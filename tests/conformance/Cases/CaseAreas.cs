namespace Moltbot.Conformance.Cases;

/// <summary>Everything we have a counterpart for: every area of this program, so that none is forgotten.</summary>
internal static class CaseAreas
{
    internal static IReadOnlyList<ICaseArea> All { get; } =
    [
        .. typeof(ICaseArea).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(ICaseArea)))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (ICaseArea)Activator.CreateInstance(type)!),
    ];
}
