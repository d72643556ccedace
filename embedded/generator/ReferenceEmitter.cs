using Microsoft.CodeAnalysis;

namespace Moltbot.Embedded.Generator;

/// <summary>Writes the reference class of a grain interface and one call class a method.</summary>
internal sealed class ReferenceEmitter
{
    private readonly List<string> _registrations = [];
    private readonly List<Problem> _problems = [];
    private readonly INamedTypeSymbol _contract;
    private readonly CopyPlanner _planner;
    private readonly string _flat;

    private ReferenceEmitter(INamedTypeSymbol contract, Compilation compilation)
    {
        _contract = contract;
        _flat = Names.Flat(contract);
        _planner = new(compilation, _registrations, _problems);
    }

    public static Unit? Emit(INamedTypeSymbol contract, Compilation compilation)
    {
        if (!Names.Implements(contract, "Orleans.Runtime.IAddressable"))
        {
            return null;
        }

        return new ReferenceEmitter(contract, compilation).Emit();
    }

    private Unit? Emit()
    {
        var methods = _contract.AllInterfaces.Prepend(_contract).SelectMany(contract => contract.GetMembers())
            .Where(member => !member.IsStatic && member.IsAbstract && member is not IMethodSymbol { AssociatedSymbol: not null })
            .ToArray();
        var hint = "Reference_" + _flat;
        if (methods.Length == 0)
        {
            return null;
        }

        if (_contract.IsGenericType || Names.Access(_contract) is null)
        {
            var reason = _contract.IsGenericType ? "grain interfaces must not be generic" : "it is private, so that generated code cannot reach it";
            _problems.Add(Problem.At(_contract, Rules.UnfitType, _contract.ToDisplayString(), reason));
            return new(hint, "", new([]), new(_problems));
        }

        var code = new CodeText();
        code.Open($"namespace {Names.Namespace}");
        code.Open($"internal sealed class {hint}({Names.Calls}.CallRouter router, string key) : global::Orleans.Runtime.GrainReference(router, key), {Names.Of(_contract)}");
        var calls = new CodeText();
        var index = 0;
        foreach (var member in methods)
        {
            var shape = MethodShape.Of(member, _problems);
            if (shape is not null)
            {
                new CallEmitter(shape, _planner, $"Call_{_flat}_{index++}").Emit(code, calls);
            }
        }

        code.Close();
        foreach (var line in calls.ToString().Split('\n'))
        {
            code.Line(line);
        }

        code.Close();
        _registrations.Add($"{Names.Registry}.AddReference(typeof({Names.Of(_contract)}), static (router, key) => new global::{Names.Namespace}.{hint}(router, key));");
        return new(hint, Names.Header + code, new(_registrations), new(_problems));
    }
}
