using Microsoft.CodeAnalysis;

namespace Moltbot.Embedded.Generator;

/// <summary>What a grain's method may return.</summary>
internal enum ReturnKind
{
    Void,
    Task,
    TaskOfT,
    ValueTask,
    ValueTaskOfT,
}

/// <summary>A method that can be called on a grain.</summary>
internal sealed record MethodShape(IMethodSymbol Method, ReturnKind Kind, ITypeSymbol? Result)
{
    public bool HasResult => Result is not null;

    public bool IsOneWay => Kind == ReturnKind.Void || Names.Has(Method, "Orleans.Concurrency.OneWayAttribute");

    public static bool IsToken(IParameterSymbol parameter) =>
        parameter.Type is INamedTypeSymbol type && Names.Metadata(type) == "System.Threading.CancellationToken";

    public static MethodShape? Of(ISymbol member, List<Problem> problems)
    {
        if (member is not IMethodSymbol method)
        {
            problems.Add(Problem.At(member, Rules.UnfitMethod, member.ToDisplayString(), "grain interfaces have methods only"));
            return null;
        }

        var reason = method switch
        {
            { IsGenericMethod: true } => "it is generic",
            _ when method.Parameters.Any(parameter => parameter.RefKind != RefKind.None) => "it has ref, in or out parameters",
            _ when method.Parameters.Count(IsToken) > 1 => "it has more than one cancellation token",
            _ => null,
        };
        var shape = reason is null ? ByReturn(method) : null;
        if (shape is null)
        {
            problems.Add(Problem.At(
                method, Rules.UnfitMethod, method.ToDisplayString(), reason ?? "it returns neither Task nor ValueTask, with a result or without"));
        }

        return shape;
    }

    private static MethodShape? ByReturn(IMethodSymbol method)
    {
        if (method.ReturnsVoid)
        {
            return Names.Implements(method.ContainingType, "Orleans.IGrainObserver") ? new(method, ReturnKind.Void, null) : null;
        }

        return method.ReturnType is not INamedTypeSymbol type ? null : Names.Metadata(type) switch
        {
            "System.Threading.Tasks.Task" => new(method, ReturnKind.Task, null),
            "System.Threading.Tasks.ValueTask" => new(method, ReturnKind.ValueTask, null),
            "System.Threading.Tasks.Task`1" => new(method, ReturnKind.TaskOfT, type.TypeArguments[0]),
            "System.Threading.Tasks.ValueTask`1" => new(method, ReturnKind.ValueTaskOfT, type.TypeArguments[0]),
            _ => null,
        };
    }
}
