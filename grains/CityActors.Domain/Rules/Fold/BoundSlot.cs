using System.Text;
using CityActors.Domain.Definitions;
using CityActors.Domain.Rules.Conditions;
using CityActors.Domain.Twins;

namespace CityActors.Domain.Rules.Fold;

/// <summary>What a condition asks, found in this partition: names as numbers, tables as tables.</summary>
internal readonly struct BoundSlot
{
    /// <summary>A slot as it can be found now.</summary>
    /// <param name="slot">What is asked.</param>
    /// <param name="state">Where it is looked for.</param>
    /// <param name="tables">Tables by id.</param>
    public BoundSlot(RuleSlot slot, ShardState state, IReadOnlyDictionary<string, ReferenceTable> tables)
    {
        (Kind, PerSeconds, IsHourOfWeek) = (slot.Kind, slot.PerSeconds, slot.IsHourOfWeek);
        Label = (ushort)state.Labels.Find(slot.Name);
        Attribute = slot.Kind == RuleSlotKind.Attribute ? Encoding.UTF8.GetBytes(slot.Name) : [];
        if (slot.Kind == RuleSlotKind.Limit && tables.TryGetValue(slot.Name, out var table) && table.Key is { } key)
        {
            Table = table;
            Column = table.Column(slot.Column);
            Attribute = key is ReferenceTable.ById or ReferenceTable.ByType ? [] : Encoding.UTF8.GetBytes(key);
        }
    }

    /// <summary>What is asked.</summary>
    public RuleSlotKind Kind { get; }

    /// <summary>Word of the channel; 0 while no twin has one of that name.</summary>
    public ushort Label { get; }

    /// <summary>Name of the attribute that is asked, or that a table is looked into by, UTF-8.</summary>
    public byte[] Attribute { get; }

    /// <summary>Time that a rate is for, seconds.</summary>
    public double PerSeconds { get; }

    /// <summary>Whether a deviation is by hour of the week.</summary>
    public bool IsHourOfWeek { get; }

    /// <summary>The table; null when it is not there.</summary>
    public ReferenceTable? Table { get; }

    /// <summary>Number of the column; -1 when it is not there.</summary>
    public int Column { get; } = -1;
}
