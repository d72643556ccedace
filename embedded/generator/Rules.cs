using Microsoft.CodeAnalysis;

namespace Moltbot.Embedded.Generator;

/// <summary>What the generator objects to.</summary>
internal static class Rules
{
    public const string Title = "The embedded grain engine cannot serve this";
    public const string Category = "Grains";

    public static readonly DiagnosticDescriptor UnknownType = Rule(
        "GRAIN001", "{0} has the type {1}, which cannot travel between grains: mark it with [GenerateSerializer] and its members with [Id]");

    public static readonly DiagnosticDescriptor UnfitMethod = Rule(
        "GRAIN002", "{0} cannot be called on a grain: {1}");

    public static readonly DiagnosticDescriptor UnfitType = Rule(
        "GRAIN003", "{0} cannot be served: {1}");

    public static readonly DiagnosticDescriptor UnfitMember = Rule(
        "GRAIN004", "{0} is marked with [Id] but cannot be copied: {1}");

    public static readonly DiagnosticDescriptor TwiceNumbered = Rule(
        "GRAIN005", "{0} has the number {1}, which {2} has already");

    public static readonly DiagnosticDescriptor UnmarkedEnum = Rule(
        "GRAIN006", "{0} returns the enumeration {1}, which Orleans refuses as a result: mark it with [GenerateSerializer], or return it as a member of a type that is marked");

    private static DiagnosticDescriptor Rule(string id, string message) =>
        new(id, Title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
}
