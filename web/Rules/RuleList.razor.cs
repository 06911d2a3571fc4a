using CityActors.Cases;
using CityActors.Definitions;
using CityActors.Rules;
using CityActors.Web.Cases;
using CityActors.Web.Console.Live;
using CityActors.Web.Console.Paging;
using Microsoft.AspNetCore.Components;

namespace CityActors.Web.Rules;

/// <summary>The rules of the city in the order of their ids. The address says which are looked at.</summary>
public sealed partial class RuleList : LivePage
{
    private const int RowsMax = 50;

    private readonly Trail trail = new();
    private RulePage list = new([], null, 0);
    private string? looked;

    /// <summary>Words in id or name.</summary>
    [SupplyParameterFromQuery(Name = "text")]
    public string? Text { get; set; }

    /// <summary>State; null: any.</summary>
    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    /// <summary>Only this family.</summary>
    [SupplyParameterFromQuery(Name = "family")]
    public string? Family { get; set; }

    /// <summary>Only this severity.</summary>
    [SupplyParameterFromQuery(Name = "severity")]
    public string? Severity { get; set; }

    /// <summary>Only for twins of this type.</summary>
    [SupplyParameterFromQuery(Name = "type")]
    public string? Type { get; set; }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        var look = string.Join('\n', Text, State, Family, Severity, Type);
        if (look != looked)
        {
            looked = look;
            trail.Restart();
        }

        return base.OnParametersSetAsync();
    }

    /// <inheritdoc/>
    protected override async Task<Action> Read()
    {
        var now = await Grains.GetGrain<IRulesGrain>(0).Find(DefinitionQuery.All(RowsMax) with
        {
            Text = Text, State = CaseWords.Parse<DefinitionState>(State), Family = Family, Type = Type,
            Severity = CaseWords.Parse<Severity>(Severity), After = trail.At,
        });
        return () => list = now;
    }
}
