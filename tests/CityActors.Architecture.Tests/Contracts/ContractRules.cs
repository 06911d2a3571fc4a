using System.Reflection;
using Orleans;

namespace CityActors.Architecture.Tests.Contracts;

/// <summary>What holds for everything that crosses a grain's boundary.</summary>
internal static class ContractRules
{
    /// <summary>Types with an alias in an assembly, with that alias.</summary>
    public static IEnumerable<(string Alias, string Type)> Aliases(Assembly assembly) => Written(assembly)
        .Select(static type => (type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias, type.FullName))
        .Where(static pair => pair.Alias is not null)
        .Select(static pair => (pair.Alias!, pair.FullName!));

    /// <summary>Types of an assembly that somebody wrote: those that the Orleans generator adds follow rules of their own.</summary>
    public static IEnumerable<Type> Written(Assembly assembly) => assembly.GetTypes()
        .Where(static type => type.Namespace?.StartsWith("OrleansCodeGen", StringComparison.Ordinal) != true);

    public static IEnumerable<string> AliasesTwice(IEnumerable<(string Alias, string Type)> aliases) => aliases
        .GroupBy(static pair => pair.Alias)
        .Where(static group => group.Count() > 1)
        .Select(static group => $"Alias {group.Key} is used by {string.Join(" and ", group.Select(static pair => pair.Type))}.");

    /// <summary>Every method of a grain interface bears an alias of its own, and the interface one too.</summary>
    public static IEnumerable<string> GrainInterface(Type type)
    {
        if (type.GetCustomAttribute<AliasAttribute>(inherit: false) is null)
        {
            yield return $"{type.Name} has no [Alias].";
        }

        foreach (var method in type.GetMethods())
        {
            if (method.GetCustomAttribute<AliasAttribute>(inherit: false) is null)
            {
                yield return $"{type.Name}.{method.Name} has no [Alias].";
            }
        }

        var twice = AliasesTwice(type.GetMethods()
            .Select(static method => (method.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias ?? "", method.Name))
            .Where(static pair => pair.Item1.Length > 0));
        foreach (var problem in twice)
        {
            yield return $"{type.Name}: {problem}";
        }
    }

    /// <summary>
    /// A message has an alias, is sealed, a value, or the abstract first of a closed union, and numbers each of its members once.
    /// </summary>
    public static IEnumerable<string> Message(Type type)
    {
        if (type.GetCustomAttribute<AliasAttribute>(inherit: false) is null)
        {
            yield return $"{type.Name} has no [Alias].";
        }

        if (type is { IsClass: true, IsSealed: false, IsAbstract: false })
        {
            yield return $"{type.Name} is not sealed.";
        }

        var ids = type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(static member => member.GetCustomAttribute<IdAttribute>()?.Id).OfType<uint>().ToList();
        if (ids.Count != ids.Distinct().Count())
        {
            yield return $"{type.Name} uses an [Id] twice.";
        }
    }

    /// <summary>Numbers that are part of the data format stand beside their names here; what is listed never changes.</summary>
    public static IEnumerable<string> Numbers(Type type, IReadOnlyDictionary<string, int> frozen)
    {
        var names = Enum.GetNames(type).ToDictionary(static name => name, name => Convert.ToInt32(Enum.Parse(type, name), null));
        foreach (var group in names.GroupBy(static pair => pair.Value).Where(static group => group.Count() > 1))
        {
            yield return $"{type.Name}: {string.Join(" and ", group.Select(static pair => pair.Key))} share the number {group.Key}.";
        }

        foreach (var (name, number) in frozen)
        {
            if (!names.TryGetValue(name, out var now) || now != number)
            {
                yield return $"{type.Name}.{name} must stay {number}.";
            }
        }

        foreach (var name in names.Keys.Except(frozen.Keys))
        {
            yield return $"{type.Name}.{name} = {names[name]} is new: freeze it here.";
        }
    }
}
