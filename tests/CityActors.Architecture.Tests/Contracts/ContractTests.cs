using System.Reflection;
using CityActors.Architecture.Tests.Purity;
using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Log;
using CityActors.Twins;
using CityActors.Twins.Channels;
using Orleans;

namespace CityActors.Architecture.Tests.Contracts;

public sealed class ContractTests
{
    private static readonly Assembly Interfaces = typeof(LogPosition).Assembly;

    public static TheoryData<Type> GrainInterfaces => 
        [.. ContractRules.Written(Interfaces).Where(static type => type.IsInterface && IsGrain(type))];

    public static TheoryData<Type> Messages =>
    [
        .. ContractRules.Written(Interfaces)
            .Where(static type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null),
    ];

    [Fact]
    public void Aliases_are_used_once() => Findings.None(ContractRules.AliasesTwice(ContractRules.Aliases(Interfaces)
        .Concat(ContractRules.Aliases(typeof(Grains.Twins.ShardProgress).Assembly))));

    [Theory]
    [MemberData(nameof(GrainInterfaces))]
    public void Grain_interface_has_aliases(Type type) => Findings.None(ContractRules.GrainInterface(type));

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_is_sealed_named_and_numbered(Type type) => Findings.None(ContractRules.Message(type));

    [Fact]
    public void Kinds_keep_their_numbers()
    {
        Findings.None(ContractRules.Numbers(typeof(RecordKind), FrozenNumbers.RecordKinds));
        Findings.None(ContractRules.Numbers(typeof(ChangeKind), FrozenNumbers.ChangeKinds));
        Findings.None(ContractRules.Numbers(typeof(ValueKind), FrozenNumbers.ValueKinds));
    }

    [Fact]
    public void Canary_aliases_used_twice_are_red() =>
        Assert.Single(ContractRules.AliasesTwice([("city.A", "One"), ("city.A", "Two"), ("city.B", "Three")]));

    [Fact]
    public void Canary_grain_interface_without_aliases_is_red()
    {
        var problems = Canary(
            """
            using Orleans;
            public interface IBare : IGrainWithIntegerKey { System.Threading.Tasks.Task One(); }
            """,
            "IBare",
            ContractRules.GrainInterface);
        Assert.Equal(["IBare has no [Alias].", "IBare.One has no [Alias]."], problems);
    }

    [Fact]
    public void Canary_grain_interface_with_one_alias_for_two_methods_is_red()
    {
        var problems = Canary(
            """
            using Orleans;
            [Alias("x")]
            public interface ITwice : IGrainWithIntegerKey
            {
                [Alias("A")] System.Threading.Tasks.Task One();
                [Alias("A")] System.Threading.Tasks.Task Two();
            }
            """,
            "ITwice",
            ContractRules.GrainInterface);
        Assert.Single(problems);
    }

    [Fact]
    public void Canary_message_that_is_open_and_numbered_twice_is_red()
    {
        var problems = Canary(
            "using Orleans; public class Loose { [Id(0)] public int A { get; set; } [Id(0)] public int B { get; set; } }",
            "Loose",
            ContractRules.Message);
        Assert.Equal(["Loose has no [Alias].", "Loose is not sealed.", "Loose uses an [Id] twice."], problems);
    }

    [Fact]
    public void Canary_numbers_that_moved_doubled_or_are_new_are_red()
    {
        var problems = Canary(
            "public enum Kinds { A = 1, B = 3, C = 3, D = 4 }",
            "Kinds",
            static type => ContractRules.Numbers(type, new Dictionary<string, int> { ["A"] = 1, ["B"] = 2, ["C"] = 3 }));
        Assert.Equal(["Kinds: B and C share the number 3.", "Kinds.B must stay 2.", "Kinds.D = 4 is new: freeze it here."], problems);
    }

    private static bool IsGrain(Type type) => type != typeof(IGrain) && typeof(IGrain).IsAssignableFrom(type);

    private static string[] Canary(string source, string type, Func<Type, IEnumerable<string>> rule)
    {
        var image = Snippet.Emit(
            source, [.. Snippet.Framework, Snippet.Ours("Orleans.Core.Abstractions"), Snippet.Ours("Orleans.Serialization.Abstractions")]);
        return [.. rule(Assembly.Load(image).GetType(type)!)];
    }
}
