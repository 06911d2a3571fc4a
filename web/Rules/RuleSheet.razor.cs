using System.Collections.Immutable;
using System.Globalization;
using CityActors.Definitions;
using CityActors.Rules;
using CityActors.Web.Cases;
using CityActors.Web.Console;
using CityActors.Web.Console.Live;
using CityActors.Web.Console.Paging;
using CityActors.Web.Zones;
using Microsoft.AspNetCore.Components;

namespace CityActors.Web.Rules;

/// <summary>
/// One rule, to be read, written anew, or taken back. What is written is checked by the city while it is typed, as a save would check
/// it; nobody writes over a version that he has not seen.
/// </summary>
public sealed partial class RuleSheet : LivePage
{
    private const int VersionsMax = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Trail trail = new();
    private Definition? newest;
    private RuleDraft? draft;
    private DefinitionVersionPage versions = new([], null);
    private ImmutableArray<DefinitionProblem> problems = [];
    private DefinitionCost? cost;
    private IReadOnlyCollection<string> types = [];
    private string? looked;
    private int? edited;
    private int typed;
    private bool isChecked;

    /// <summary>Id of the rule; null: a new one.</summary>
    [Parameter]
    public string? Id { get; set; }

    [Inject]
    private ZoneNames Zones { get; set; } = null!;

    [Inject]
    private CityFigures Figures { get; set; } = null!;

    private bool IsNew => Id is null;

    private IRulesGrain Rules => Grains.GetGrain<IRulesGrain>(0);

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        if (looked != Id || (IsNew && draft is null))
        {
            (looked, newest, edited, versions, problems, isChecked) = (Id, null, null, new([], null), [], false);
            draft = IsNew ? new RuleDraft() : null;
            trail.Restart();
        }

        return base.OnParametersSetAsync();
    }

    /// <inheritdoc/>
    protected override async Task<Action> Read()
    {
        await Zones.Read();
        var known = await Figures.Types();
        if (IsNew)
        {
            return () => types = [.. known.Select(static type => type.Type)];
        }

        try
        {
            var before = trail.At is { } at ? int.Parse(at, CultureInfo.InvariantCulture) : (int?)null;
            var page = await Rules.Versions(Id!, before, VersionsMax, []);
            var now = before is null ? page.Versions[0] : await Rules.Get(Id!, null, []);
            var rule = draft is null && now.State != DefinitionState.Retired ? await Rules.Read(Id!, []) : null;
            return () =>
            {
                (newest, versions, types) = (now, page, [.. known.Select(static type => type.Type)]);
                if (rule is not null && draft is null)
                {
                    (draft, edited) = (RuleDraft.Of(rule), rule.Definition.Stamp.Version);
                }
            };
        }
        catch (DefinitionNotFoundException)
        {
            return () => newest = null;
        }
    }

    // Not with every letter: the city measures what a condition costs.
    private async Task Check()
    {
        var mine = ++typed;
        isChecked = false;
        await Task.Delay(Pause, Time).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (mine != typed || draft is not { } written)
        {
            return;
        }

        try
        {
            var found = await Rules.Check(written.Id.Trim(), written.Json());
            if (mine == typed)
            {
                (problems, cost, isChecked) = (found.Problems, found.Cost, true);
            }
        }
        catch (Exception)
        {
            // The page says that the city cannot be read; what is written is checked again when it is saved.
            Message = T["CannotCheck"];
        }
    }

    private Task Save(string why) => Act(async () =>
    {
        var written = draft!;
        var id = written.Id.Trim();
        try
        {
            var saved = await Rules.Save(new DefinitionDraft(id, written.Json(), why, IsNew ? 0 : edited));
            edited = saved.Version;
            if (IsNew)
            {
                Navigation.NavigateTo("/rules/" + Uri.EscapeDataString(id));
            }

            return saved.IsChanged ? T["Saved", saved.Version, saved.Position] : T["Unchanged", saved.Version];
        }
        catch (DefinitionRefusedException refused)
        {
            (problems, isChecked) = (refused.Problems, true);
            return T["Refused"];
        }
        catch (DefinitionConflictException conflict)
        {
            return Conflict(conflict);
        }
    });

    private Task Retire(string why) => Act(async () =>
    {
        try
        {
            var saved = await Rules.Retire(Id!, newest?.Stamp.Version, why.Trim());
            draft = null;
            return T["Retired", saved.Version];
        }
        catch (DefinitionRefusedException refused)
        {
            return T["RetireRefused", string.Join("; ", refused.Problems.Select(static problem => problem.ToString()))];
        }
        catch (DefinitionConflictException conflict)
        {
            return Conflict(conflict);
        }
    });

    private Task Reload()
    {
        (draft, problems, isChecked) = (null, [], false);
        return Refresh();
    }

    private string Conflict(DefinitionConflictException conflict) => conflict.Newest is { } first
        ? T["First", CaseWords.Who(Cases, first.Actor), first.Version, CityClock.Long(first.At), first.Why]
        : T["NoSuchRule"];
}
