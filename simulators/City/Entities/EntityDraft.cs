using System.Globalization;
using CityActors.Simulators.City.Plan;

namespace CityActors.Simulators.City.Entities;

/// <summary>A twin that is being described.</summary>
internal sealed class EntityDraft(CityPlan plan, EntityKind kind, int number)
{
    private const int PerGateway = 160;

    private readonly List<EntityProperty> properties = [];
    private readonly List<EntityRelation> relations = [];

    /// <summary>The city it is in.</summary>
    public CityPlan Plan => plan;

    /// <summary>What it is.</summary>
    public EntityKind Kind => kind;

    /// <summary>Which of its kind, from 0.</summary>
    public int Number => number;

    /// <summary>Where it is.</summary>
    public IReadOnlyList<GeoPoint> Line { get; set; } = [];

    /// <summary>Where it is, when that is one place.</summary>
    public GeoPoint Place
    {
        set => Line = [value];
    }

    /// <summary>Number for people, from 1.</summary>
    public string Shown => (number + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Dice of this thing.</summary>
    public Dice Dice(DiceSubject subject) => new(plan.Seed, subject, ((long)kind << 40) | (uint)number);

    /// <summary>Says a property.</summary>
    public EntityDraft Say(string name, object value)
    {
        properties.Add(new EntityProperty(name, value));
        return this;
    }

    /// <summary>Says a relation.</summary>
    public EntityDraft Point(string name, EntityKind at, int numberOfIt)
    {
        relations.Add(new EntityRelation(name, EntityKinds.Id(at, numberOfIt)));
        return this;
    }

    /// <summary>Says through which gateway its device speaks.</summary>
    public EntityDraft ThroughGateway() => Point("refDevice", EntityKind.Gateway, number / PerGateway % plan.Count(EntityKind.Gateway));

    /// <summary>Puts it somewhere in a quarter of its own choice.</summary>
    public GeoPoint Anywhere()
    {
        var dice = Dice(DiceSubject.Place);
        var side = plan.Grid.QuartersPerSide;
        return plan.Grid.In(dice.Below(side), dice.Below(side), dice.Between(0.04, 0.96), dice.Between(0.04, 0.96));
    }

    /// <summary>Puts it on a street segment of its own choice.</summary>
    public (int Segment, GeoPoint Place) OnStreet()
    {
        var dice = Dice(DiceSubject.Place);
        var segment = dice.Below(plan.Streets.Segments);
        var line = plan.Streets.Line(segment);
        return (segment, line[0].Towards(line[1], dice.Between(0.15, 0.85)));
    }

    /// <summary>The twin.</summary>
    public CityEntity Entity() => new(EntityKinds.Id(kind, number), EntityKinds.Name(kind).Type, Line, properties, relations);
}
