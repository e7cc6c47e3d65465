# Who may see my data.
holders-title = Who may see my data
holders-heading = Who may see or change my data
holders-what = Nobody here may open what is sealed by merely working here. These may, each for one purpose and for a limited time. What you gave you can take back at any time; it ends at once.
holders-none = Nobody holds authority over your data now.
holders-over = Over
holders-consents = What you were asked
holders-looks = Who looked
holders-fields = What is held about you
holders-your-consent = Your consent
holders-emergency = An emergency, without your consent
